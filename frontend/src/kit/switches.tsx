/** Language and colours, for the reader to choose. */

import {
  ActionIcon,
  Button,
  Group,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { chooseLanguage, LANGUAGES } from "./translations";

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <Group gap={0} wrap="nowrap" role="group" aria-label={t("shell.language")}>
      {LANGUAGES.map((language) => (
        <Button
          key={language}
          variant={i18n.language === language ? "light" : "subtle"}
          color="gray"
          c="inherit"
          size="compact-sm"
          px={5}
          lang={language}
          aria-pressed={i18n.language === language}
          onClick={() => chooseLanguage(language)}
        >
          {language.toUpperCase()}
        </Button>
      ))}
    </Group>
  );
}

export function ColourSwitch() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light", { getInitialValueInEffect: false }) === "dark";
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="inherit"
      size="lg"
      aria-label={dark ? t("shell.light") : t("shell.dark")}
      onClick={() => setColorScheme(dark ? "light" : "dark")}
    >
      {dark ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />}
    </ActionIcon>
  );
}
