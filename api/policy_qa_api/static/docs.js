// Swagger UI over this server's own description. Its headings leap from the title to the third and fourth level, and
// what stands above the routes is in no landmark: readers of pages by headings and landmarks need both.
function name() {
  for (const heading of document.querySelectorAll("h3.opblock-tag, .models > h4")) heading.setAttribute("aria-level", "2");
  const about = document.querySelector(".information-container");
  about?.setAttribute("role", "banner");
}

window.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger",
  deepLinking: false,
  validatorUrl: null,
  presets: [window.SwaggerUIBundle.presets.apis],
  onComplete: name,
});
