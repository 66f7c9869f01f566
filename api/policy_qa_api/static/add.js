// Files dropped or chosen go up one by one, each with its progress and what became of it.
const form = document.getElementById("add");
const input = document.getElementById("file");
const drop = form.querySelector(".drop");
const list = document.getElementById("fates");

function row(name) {
  const item = document.createElement("li");
  const parts = ["name", "fate", "what"].map((part) => {
    const span = document.createElement("span");
    span.className = part;
    item.append(span, " ");
    return span;
  });
  parts[0].textContent = name;
  parts[1].textContent = list.dataset.waiting;
  list.prepend(item);
  return { item, fate: parts[1], what: parts[2] };
}

function send(file) {
  const shown = row(file.name);
  const body = new FormData();
  body.append("file", file);
  if (form.elements.replace.checked) body.append("replace", "true");
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) shown.fate.textContent = `${Math.round((100 * event.loaded) / event.total)} %`;
    };
    request.onload = () => { told(shown, request); resolve(); };
    request.onerror = () => { told(shown, request); resolve(); };
    request.open("POST", "/api/documents");
    request.send(body);
  });
}

function told(shown, request) {
  let answer = {};
  try { answer = JSON.parse(request.responseText); } catch { /* not JSON: the status alone speaks */ }
  if (request.status === 200 || request.status === 201) {
    shown.item.className = request.status === 201 ? "added" : "already_there";
    shown.fate.textContent = request.status === 201 ? list.dataset.added : list.dataset.there;
    const link = document.createElement("a");
    link.href = `/documents/${encodeURIComponent(answer.id)}`;
    link.textContent = answer.title;
    shown.what.append(link, ` · ${list.dataset.records.replace("{n}", answer.records)}`);
  } else {
    shown.item.className = "refused";
    shown.fate.textContent = list.dataset.refused;
    shown.what.textContent = answer.detail ?? String(request.status);
  }
}

async function sendAll(files) {
  for (const file of files) await send(file);
  form.reset();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  sendAll([...input.files]);
});
for (const kind of ["dragenter", "dragover"]) {
  drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
}
for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  sendAll([...event.dataTransfer.files]);
});
