/** Encoding, separator, sheet, and how columns write dates and fractions: recognised, and changeable. */

import { Alert, Button, Group, NativeSelect, SimpleGrid, Stack } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useFaultText } from "./field-names";
import type { Profile, Question, Reading } from "./model";
import {
  answerTo,
  DATE_FORMATS,
  DECIMALS,
  DELIMITERS,
  ENCODINGS,
  entriesOf,
  openQuestions,
} from "./reading";

interface Props {
  profile: Profile;
  disabled: boolean;
  onSay: (part: Reading) => void;
}

export function Recognised(props: Props) {
  const { profile } = props;
  const used = new Set(profile.guess.map(({ column }) => column));
  const questions = openQuestions(profile, used);
  return (
    <Stack>
      {questions.map((question) => (
        <Asked key={`${question.code} ${question.column}`} question={question} {...props} />
      ))}
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} style={{ alignItems: "end" }}>
        <OfFile {...props} />
        <OfColumns {...props} />
      </SimpleGrid>
    </Stack>
  );
}

function Asked({ question, profile, disabled, onSay }: Props & { question: Question }) {
  const { t } = useTranslation();
  const faultText = useFaultText();
  const choiceName = useChoiceNames();
  const column = profile.columns.find(({ place }) => place === question.column);
  return (
    <Alert
      color="yellow"
      variant="outline"
      icon={<IconHelpCircle aria-hidden />}
      title={[column?.name, faultText(question.code, "name")].filter(Boolean).join(": ")}
    >
      {faultText(question.code, "advice")}
      {column && ` ${column.examples.join(" · ")}`}
      <Group gap="xs" mt="xs" role="group" aria-label={t("importing.file.asked")}>
        {question.choices.map((choice) => (
          <Button
            key={choice}
            size="xs"
            variant="default"
            disabled={disabled}
            onClick={() => onSay(answerTo(question, choice))}
          >
            {choiceName(choice)}
            {choice === question.proposed && ` ${t("importing.file.likely")}`}
          </Button>
        ))}
      </Group>
    </Alert>
  );
}

function OfFile({ profile: { encoding, delimiter, sheet }, disabled, onSay }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {encoding !== null && (
        <NativeSelect
          label={t("importing.file.encoding")}
          value={encoding}
          disabled={disabled}
          onChange={(event) => onSay({ encoding: event.currentTarget.value })}
          data={entriesOf(ENCODINGS).map(([value, name]) => ({
            value,
            label: t(`importing.file.encodings.${name}`),
          }))}
        />
      )}
      {delimiter !== null && (
        <NativeSelect
          label={t("importing.file.delimiter")}
          value={delimiter}
          disabled={disabled}
          onChange={(event) => onSay({ delimiter: event.currentTarget.value })}
          data={entriesOf(DELIMITERS).map(([value, name]) => ({
            value,
            label: t(`importing.file.delimiters.${name}`),
          }))}
        />
      )}
      {sheet !== null && <Sheet sheet={sheet} />}
    </>
  );
}

function Sheet({ sheet }: { sheet: string }) {
  const { t } = useTranslation();
  return <NativeSelect label={t("importing.file.sheet")} value={sheet} data={[sheet]} disabled />;
}

function OfColumns({ profile, disabled, onSay }: Props) {
  const { t } = useTranslation();
  const used = new Set(profile.guess.map(({ column }) => column));
  return profile.columns
    .filter(({ place }) => used.has(place))
    .map(({ place, name, date_format, decimal, examples }) => {
      if (date_format !== null) {
        return (
          <NativeSelect
            key={place}
            label={t("importing.file.columnDates", { column: name })}
            value={date_format}
            disabled={disabled}
            onChange={(event) => onSay({ dates: { [String(place)]: event.currentTarget.value } })}
            data={entriesOf(DATE_FORMATS).map(([value, key]) => ({
              value,
              label: t(`importing.mapping.dateFormats.${key}`),
            }))}
          />
        );
      }
      if (decimal === null || !examples.some((text) => /[.,]/.test(text))) return null;
      return (
        <NativeSelect
          key={place}
          label={t("importing.file.columnDecimal", { column: name })}
          value={decimal}
          disabled={disabled}
          onChange={(event) =>
            onSay({ decimals: { [String(place)]: event.currentTarget.value as "," | "." } })
          }
          data={entriesOf(DECIMALS).map(([value, key]) => ({
            value,
            label: t(`importing.file.decimals.${key}`),
          }))}
        />
      );
    });
}

/** Returns the name of what may be answered: an encoding, an order of dates, a sign, or a sheet. */
function useChoiceNames(): (choice: string) => string {
  const { t } = useTranslation();
  return (choice) => {
    const names: Record<string, string> = {
      ...Object.fromEntries(
        entriesOf(ENCODINGS).map(([code, name]) => [code, t(`importing.file.encodings.${name}`)]),
      ),
      ...Object.fromEntries(
        entriesOf(DATE_FORMATS).map(([code, name]) => [
          code,
          t(`importing.mapping.dateFormats.${name}`),
        ]),
      ),
      ...Object.fromEntries(
        entriesOf(DECIMALS).map(([code, name]) => [code, t(`importing.file.decimals.${name}`)]),
      ),
    };
    return names[choice] ?? choice;
  };
}
