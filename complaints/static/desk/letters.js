// Inserts a text block where the cursor stands; without scripts the choice does not show.
"use strict";

for (const choice of document.querySelectorAll("[data-insert-into]")) {
  const text = document.getElementById(choice.dataset.insertInto);
  const blocks = choice.querySelector("select");
  choice.hidden = false;
  choice.querySelector("button").addEventListener("click", () => {
    text.focus();
    text.setRangeText(`${blocks.value}\n`, text.selectionStart, text.selectionEnd, "end");
  });
}
