// Light and dark: the system's, until somebody chooses.

const button = document.querySelector("#theme");
const system = matchMedia("(prefers-color-scheme: dark)");

function show() {
  const kept = localStorage.getItem("theme");
  if (kept) document.documentElement.dataset.theme = kept;
  button.setAttribute("aria-pressed", String(kept ? kept === "dark" : system.matches));
}

button.addEventListener("click", () => {
  localStorage.setItem("theme", button.getAttribute("aria-pressed") === "true" ? "light" : "dark");
  show();
});
system.addEventListener("change", show);
show();
