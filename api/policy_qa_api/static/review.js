// The review page with a keyboard: a accepts, r rejects, c opens the correction.
const form = document.getElementById("review");
const keys = document.getElementById("keys");
if (form && keys) {
  keys.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const button = { a: "accept", r: "reject" }[event.key];
    if (button) form.querySelector(`button[value=${button}]`).click();
    else if (event.key === "c") {
      event.preventDefault();
      form.querySelector("details").open = true;
      form.elements.field.focus();
    }
  });
}
