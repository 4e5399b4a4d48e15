// Inserts a text block where the cursor stands, as a paragraph of its own; without scripts the choice does not show.
"use strict";

for (const choice of document.querySelectorAll("[data-insert-into]")) {
  const text = document.getElementById(choice.dataset.insertInto);
  const blocks = choice.querySelector("select");
  choice.hidden = false;
  choice.querySelector("button").addEventListener("click", () => {
    const before = text.value.slice(0, text.selectionStart);
    const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    text.focus();
    text.setRangeText(`${gap}${blocks.value}\n`, text.selectionStart, text.selectionEnd, "end");
  });
}
