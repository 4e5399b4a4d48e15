// The work list with scripts: tick all, count what is ticked, close the quick view. Without them every act still works.
"use strict";

const ticked = () => document.querySelectorAll("[name=chosen]:checked").length;

function counted() {
  const form = document.getElementById("bulk");
  const all = document.querySelector("[data-tick-all]");
  if (!form) return;
  const said = form.querySelector("[data-chosen]");
  said.hidden = false;
  said.textContent = ticked() ? `${ticked()} ${form.dataset.some}` : form.dataset.none;
  all.hidden = false;
  all.checked = ticked() > 0 && ticked() === document.querySelectorAll("[name=chosen]").length;
}

function closeGlance() {
  const glance = document.getElementById("glance");
  const link = document.querySelector("[data-glanced]");
  if (!glance || !glance.firstElementChild) return;
  glance.replaceChildren();
  if (link) link.focus();
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-tick-all]")) {
    for (const box of document.querySelectorAll("[name=chosen]")) box.checked = event.target.checked;
  }
  counted();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest(".glance-link");
  if (link) {
    for (const other of document.querySelectorAll("[data-glanced]")) other.removeAttribute("data-glanced");
    link.setAttribute("data-glanced", "");
  }
  if (event.target.closest("[data-close-glance]")) closeGlance();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeGlance();
});

document.addEventListener("htmx:afterSettle", counted);
counted();
