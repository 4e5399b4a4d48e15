// Single keys for who knows the way: off while somebody types, off for good where he does not want them.
"use strict";

const OFF = "keys off";
const ON_A_ROW = { a: "assign/", n: "note/", e: "edit/" };
const box = document.getElementById("keys");
const wanted = document.getElementById("keys-wanted");

function isTyping(element) {
  return element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio])");
}

/** Where j and k stop: the complaints of a list, else the parts of the page. */
function stops() {
  const rows = [...document.querySelectorAll("main tbody tr")]
    .map((row) => row.querySelector('a[href*="/admin/work/"]'))
    .filter((link) => link !== null);
  return rows.length ? rows : [...document.querySelectorAll("main section h2")].filter((head) => head.offsetParent);
}

function step(by) {
  const all = stops();
  if (!all.length) return;
  const row = document.activeElement.closest("tr");
  const here = all.findIndex((stop) => stop === document.activeElement || (row !== null && row.contains(stop)));
  const to = all[Math.min(Math.max(here + by, 0), all.length - 1)];
  if (!to.matches("a")) to.tabIndex = -1;
  to.focus();
  to.scrollIntoView({ block: "nearest" });
}

function act(key) {
  const button = document.querySelector(`[data-key="${key}"]`);
  const row = document.activeElement.closest("tr");
  const link = row && row.querySelector('a[href*="/admin/work/"]');
  if (button) button.click();
  else if (link) location.assign(new URL(ON_A_ROW[key], link.href));
}

function search() {
  const field = [...document.querySelectorAll("[type=search], [name=q]")].find((one) => one.offsetParent);
  if (field) field.focus();
  else location.assign("/admin/work/");
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  "/": search,
  a: () => act("a"),
  n: () => act("n"),
  e: () => act("e"),
  "?": () => box.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || box.open || isTyping(event.target)) return;
  const isOff = localStorage.getItem(OFF) !== null;
  if (!Object.hasOwn(KEYS, event.key) || (isOff && event.key !== "?")) return;
  event.preventDefault();
  KEYS[event.key]();
});

document.querySelectorAll("[data-keys]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => box.showModal());
});
box.querySelector("button").addEventListener("click", () => box.close());
wanted.checked = localStorage.getItem(OFF) === null;
wanted.addEventListener("change", () => (wanted.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "yes")));
