/** Searches while one types; `/` leads here from anywhere on the page. */

import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

const TYPING_PAUSE_MILLISECONDS = 40;

export function Search({ value, onChange }: { value: string; onChange: (q: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const send = useDebouncedCallback(onChange, TYPING_PAUSE_MILLISECONDS);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    // The address changed: by this field a moment ago, or by the back button
    setKnown(value);
    if (value !== typed.trim()) setTyped(value);
  }
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const inField =
        event.target instanceof HTMLElement && event.target.matches("input, select, textarea");
      if (!isSlash(event) || inField) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, []);
  return (
    <TextInput
      ref={field}
      type="search"
      label={t("clients.search")}
      placeholder={t("clients.searchHint")}
      leftSection={<IconSearch size={16} aria-hidden />}
      maxLength={100}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        send(event.currentTarget.value.trim());
      }}
      style={{ flex: "1 1 16rem" }}
    />
  );
}

/** The key of "/", also where a Russian layout makes a full stop of it. */
function isSlash({ key, code, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  const isPlain = !ctrlKey && !altKey && !metaKey;
  return isPlain && (key === "/" || (code === "Slash" && key === "."));
}
