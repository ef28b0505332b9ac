import { Alert, createTheme, type CSSVariablesResolver, Modal } from "@mantine/core";

export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: { light: 7, dark: 8 },
  autoContrast: true,
  defaultRadius: "md",
  cursorType: "pointer",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  headings: { fontWeight: "650" },
  components: {
    // The colour is in the border and the icon; the words stay readable (WCAG 1.4.3)
    Alert: Alert.extend({ styles: { title: { color: "var(--mantine-color-text)" } } }),
    // A page has one banner, and a dialog's title is not it
    Modal: Modal.extend({ defaultProps: { attributes: { header: { role: "presentation" } } } }),
  },
});

/** The stock greys of secondary text are too pale to be read by everybody (WCAG 1.4.3). */
export const readableGreys: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#4f5865",
    "--mantine-color-placeholder": "#5f6874",
    "--mantine-color-error": "#b3202c",
    "--mantine-color-anchor": "var(--mantine-color-indigo-8)",
  },
  dark: {
    "--mantine-color-dimmed": "#b4bac4",
    "--mantine-color-placeholder": "#a5abb5",
    "--mantine-color-error": "#ff9a9a",
    "--mantine-color-anchor": "var(--mantine-color-indigo-2)",
  },
});
