import {
  Alert,
  createTheme,
  type CSSVariablesResolver,
  Drawer,
  Input,
  Modal,
  PasswordInput,
} from "@mantine/core";

export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: { light: 7, dark: 8 },
  autoContrast: true,
  defaultRadius: "md",
  cursorType: "pointer",
  // Menus and dialogs appear at once for who asked the system for less motion
  respectReducedMotion: true,
  fontFamily: "'Golos Text', system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  headings: { fontWeight: "600" },
  fontSizes: { md: "0.9375rem" },
  components: {
    // The colour is in the border and the icon; the words stay readable (WCAG 1.4.3)
    Alert: Alert.extend({ styles: { title: { color: "var(--mantine-color-text)" } } }),
    // A page has one banner, and a dialog's title is not it
    Modal: Modal.extend({
      defaultProps: { attributes: { header: { role: "presentation" } } },
      styles: { title: { lineHeight: 1.3, fontWeight: 600 } },
    }),
    Drawer: Drawer.extend({ defaultProps: { attributes: { header: { role: "presentation" } } } }),
    // Labels and fields stand in lines, whichever of them has a description
    InputWrapper: Input.Wrapper.extend({
      defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"] },
    }),
    // The button that shows a password is reached by keyboard, too
    PasswordInput: PasswordInput.extend({ defaultProps: { visibilityToggleFocusable: true } }),
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
