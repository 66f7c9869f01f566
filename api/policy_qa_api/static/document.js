// The report page with a keyboard: n and p go from record to record, and the card says what the record says.
const marks = [...document.querySelectorAll("mark.r")];
const first = marks.filter((mark, i) => i === 0 || marks[i - 1].dataset.r !== mark.dataset.r);
const card = document.getElementById("card");
const keys = document.getElementById("keys");

for (const mark of first) mark.tabIndex = -1;
if (keys && first.length) keys.hidden = false;
if (matchMedia("(max-width: 60rem)").matches) {
  for (const group of document.querySelectorAll("details.group")) group.open = false;
}

function show(mark) {
  card.replaceChildren();
  const strong = document.createElement("strong");
  strong.textContent = mark.textContent;
  card.append(strong, " ", mark.title);
  card.hidden = false;
}

function lit() {
  return first.filter((mark) => document.getElementById(`show-${mark.classList[1]}`)?.checked);
}

function go(step) {
  const shown = lit();
  if (!shown.length) return;
  const now = shown.indexOf(document.activeElement);
  const begin = now >= 0 ? now + step : nearest(shown, step);
  const next = shown[(begin + shown.length) % shown.length];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
}

function nearest(shown, step) {
  const below = shown.findIndex((mark) => mark.getBoundingClientRect().top > 80);
  if (below < 0) return step > 0 ? 0 : shown.length - 1;
  return step > 0 ? below : below - 1;
}

document.addEventListener("focusin", (event) => {
  const mark = event.target.closest?.("mark.r");
  if (mark) show(mark);
  else card.hidden = true;
});
document.addEventListener("click", (event) => {
  const mark = event.target.closest("mark.r");
  if (mark) first.find((one) => one.dataset.r === mark.dataset.r)?.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  if (event.key === "n" || event.key === "j") go(1);
  else if (event.key === "p" || event.key === "k") go(-1);
  else if (event.key === "Escape") { card.hidden = true; document.activeElement.blur(); }
});

// A link to a record of another part of the report: the server knows which part.
function followHash() {
  const id = location.hash.startsWith("#r-") ? location.hash.slice(3) : "";
  if (!id) return;
  const mark = first.find((one) => one.dataset.r === id);
  if (mark) show(mark);
  else if (!document.getElementById(`r-${id}`) && !location.search.includes(`r=${id}`)) {
    location.replace(`${location.pathname}?r=${encodeURIComponent(id)}#r-${id}`);
  }
}
addEventListener("hashchange", followHash);
followHash();
