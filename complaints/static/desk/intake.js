// Who telephones or stands at the counter complains by word of mouth: the form follows the channel, until it is chosen.
"use strict";

const intake = document.getElementById("intake");
const ORAL = new Set(["phone", "counter"]);
let isChosen = false;

intake.addEventListener("change", (event) => {
  if (event.target.name === "form") isChosen = true;
  if (event.target.name !== "channel" || isChosen) return;
  const form = ORAL.has(event.target.value) ? "oral" : "written";
  intake.querySelector(`[name=form][value=${form}]`).checked = true;
});
