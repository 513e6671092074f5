// Light or dark: as the device is set, until somebody chooses.

const KEPT_AS = "olympus-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");
const heard = new Set();

/** A colour of the style sheet as it is now, which of the two it has for light and dark. */
export function colour(name) {
  const sample = document.getElementById("colour-sample");
  sample.style.color = `var(--${name})`;
  return getComputedStyle(sample).color;
}

/** Call `again` whenever what is drawn by hand has to be drawn in other colours. */
export function onTheme(again) {
  heard.add(again);
}

/** Let a button change between light and dark. */
export function themeButton(button) {
  apply(localStorage.getItem(KEPT_AS));
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    const chosen = isDark() ? "light" : "dark";
    localStorage.setItem(KEPT_AS, chosen);
    apply(chosen);
    show();
    tell();
  });
  dark.addEventListener("change", () => {
    show();
    tell();
  });
  show();
}

function isDark() {
  return (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
}

function apply(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
}

function tell() {
  for (const again of heard) again();
}
