// Keeps what somebody types in a long form: at the desk a moment after the last key; in this window, where
// the desk cannot be reached or he was signed out. Without scripts a form is what it always was.
"use strict";

const PAUSE = 1200; // milliseconds after the last key
const NOT_TYPED = new Set(["csrfmiddlewaretoken"]);

const keyOf = (form) => `draft ${form.dataset.whose} ${form.dataset.draft}`;

function entriesOf(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_TYPED.has(name));
}

function keepHere(form, isSent) {
  sessionStorage.setItem(keyOf(form), JSON.stringify({ entries: entriesOf(form), isSent }));
}

function say(form, words) {
  const state = form.querySelector(".draft-state");
  state.hidden = false;
  state.textContent = words;
}

function signedOut(form) {
  keepHere(form, false);
  const away = form.querySelector(".draft-away");
  away.hidden = false;
  away.querySelector("[data-sign-in]").href = `/admin/login/?next=${encodeURIComponent(form.dataset.page)}`;
}

async function keepAtDesk(form, signal) {
  const body = new URLSearchParams(entriesOf(form));
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const answer = await fetch(form.dataset.draft, { method: "POST", body, redirect: "manual", signal });
  if (answer.type === "opaqueredirect" || answer.status === 403) {
    signedOut(form);
  } else if (answer.ok) {
    sessionStorage.removeItem(keyOf(form));
    const now = new Date().toLocaleTimeString(document.documentElement.lang, {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone: "Europe/Amsterdam",
    });
    say(form, `${form.querySelector(".draft-state").dataset.kept} ${now}`);
  }
}

function putBack(form, entries) {
  for (const field of form.elements) {
    if (!field.name || NOT_TYPED.has(field.name) || field.type === "file") continue;
    const values = entries.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.multiple) for (const one of field.options) one.selected = values.includes(one.value);
    else if (values.length) field.value = values[0];
  }
  say(form, form.querySelector(".draft-state").dataset.back);
}

function watch(form) {
  if (form.dataset.watched) return;
  form.dataset.watched = "yes";
  const kept = sessionStorage.getItem(keyOf(form));
  let waiting = 0;
  let underway = new AbortController();
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      underway.abort();
      underway = new AbortController();
      // Out of reach: what was typed stays in this window, and the next key tries again.
      keepAtDesk(form, underway.signal).catch((error) => error.name === "AbortError" || keepHere(form, false));
    }, PAUSE);
  };
  if (kept && !("answered" in form.dataset)) {
    putBack(form, JSON.parse(kept).entries);
    later();
  } else {
    sessionStorage.removeItem(keyOf(form));
  }
  form.addEventListener("input", later);
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    underway.abort();
    keepHere(form, true);
  });
}

/** What was sent and led on to another page was done, unless that page asks who is there. */
function forgetWhatWasSent() {
  if (document.querySelector("[data-draft]") || location.pathname.startsWith("/admin/login/")) return;
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith("draft ") && JSON.parse(sessionStorage.getItem(key)).isSent) sessionStorage.removeItem(key);
  }
}

function watchIn(element) {
  if (element.matches("form[data-draft]")) watch(element);
  element.querySelectorAll("form[data-draft]").forEach(watch);
}

// A form sent in place by who was signed out is answered by the page to sign in on: it stays, and says so.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!new URL(event.detail.xhr.responseURL, location).pathname.startsWith("/admin/login/")) return;
  event.detail.shouldSwap = false;
  const form = event.detail.requestConfig.elt.closest("form[data-draft]");
  if (form) signedOut(form);
  else location.assign(`/admin/login/?next=${encodeURIComponent(location.pathname + location.search)}`);
});
document.addEventListener("htmx:load", (event) => watchIn(event.detail.elt));
forgetWhatWasSent();
watchIn(document.body);
