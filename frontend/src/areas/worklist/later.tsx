/** Until when a row is put off: a usual day, or another one. */

import { Button, Group, Popover, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { snoozeDays } from "./rows";

interface Props {
  name: string;
  asOf: string;
  onChoose: (until: string) => void;
}

export function Later({ name, asOf, onChoose }: Props) {
  const { t } = useTranslation();
  const [opened, { toggle, close }] = useDisclosure(false);
  const choose = (until: string) => {
    close();
    onChoose(until);
  };
  return (
    <Popover opened={opened} onChange={(open) => open || close()} trapFocus returnFocus withArrow>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          aria-label={t("work.laterOf", { name })}
          aria-expanded={opened}
          onClick={toggle}
        >
          {t("work.later")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("work.laterTitle")}>
        <Days asOf={asOf} onChoose={choose} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Days({ asOf, onChoose }: Pick<Props, "asOf" | "onChoose">) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {t("work.laterTitle")}
      </Text>
      {snoozeDays(asOf).usual.map(({ count, date }) => (
        <Button key={date} variant="subtle" size="xs" onClick={() => onChoose(date)}>
          {count === 1
            ? t("work.tomorrow", { date: formats.date(date) })
            : t("work.inDays", { count, date: formats.date(date) })}
        </Button>
      ))}
      <AnotherDay asOf={asOf} onChoose={onChoose} />
    </Stack>
  );
}

function AnotherDay({ asOf, onChoose }: Pick<Props, "asOf" | "onChoose">) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { first, last } = snoozeDays(asOf);
  const [day, setDay] = useState("");
  const [fault, setFault] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const fits = day >= first && day <= last;
    setFault(!fits);
    if (fits) onChoose(day);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Group gap="xs" align="end" wrap="nowrap">
        <TextInput
          type="date"
          size="xs"
          label={t("work.anotherDay")}
          min={first}
          max={last}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
          error={
            fault && t("work.dayWanted", { from: formats.date(first), to: formats.date(last) })
          }
        />
        <Button type="submit" size="xs" variant="default">
          {t("work.putOff")}
        </Button>
      </Group>
    </form>
  );
}
