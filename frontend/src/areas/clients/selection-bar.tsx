/** Which clients are selected, also those on other pages, and how to let go of them. */

import { Button, Group, Paper, Pill, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";

/** As many as the service takes at once. */
export const LARGEST_SELECTION = 200;

interface Props {
  selected: ReadonlyMap<number, string>;
  /** The clients of the page that is shown. */
  shown: readonly { id: number }[];
  onRemove: (ids: number[]) => void;
}

export function SelectionBar({ selected, shown, onRemove }: Props) {
  const { t } = useTranslation();
  const [open, { toggle }] = useDisclosure(false);
  if (selected.size === 0) return null;
  const elsewhere = selected.size - shown.filter(({ id }) => selected.has(id)).length;
  return (
    <Paper withBorder p="xs" component="section" aria-label={t("selection.title")}>
      <Group gap="sm">
        <Text role="status">
          {t("selection.count", { count: selected.size })}
          {elsewhere > 0 && ` ${t("selection.elsewhere", { count: elsewhere })}`}
          {selected.size > LARGEST_SELECTION &&
            ` ${t("selection.tooMany", { count: LARGEST_SELECTION })}`}
        </Text>
        <Button variant="default" size="compact-sm" onClick={toggle} aria-expanded={open}>
          {open ? t("selection.hide") : t("selection.show")}
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => onRemove([...selected.keys()])}>
          {t("selection.clear")}
        </Button>
      </Group>
      {open && (
        <Pill.Group mt="xs">
          {[...selected].map(([id, name]) => (
            <Pill
              key={id}
              withRemoveButton
              onRemove={() => onRemove([id])}
              removeButtonProps={{
                "aria-hidden": false,
                tabIndex: 0,
                "aria-label": t("selection.remove", { name }),
              }}
            >
              {name}
            </Pill>
          ))}
        </Pill.Group>
      )}
    </Paper>
  );
}
