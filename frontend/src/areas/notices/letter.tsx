/** The letter in one of its languages, as it is printed, with the hash of its text. */

import { Group, Paper, SegmentedControl, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../kit/address";
import { Section } from "../../kit/page";
import { type Language, LANGUAGES } from "../../kit/translations";
import { partsOf, textIn } from "./model";
import type { Notice } from "./queries";

export function LetterPart({ notice }: { notice: Notice }) {
  const { t, i18n } = useTranslation();
  const [parameters, setParameters] = useAddress();
  const wanted = LANGUAGES.find((one) => one === parameters.get("letter"));
  const language = wanted ?? (i18n.language as Language);
  const text = textIn(notice, language);
  if (!text) {
    return (
      <Section title={t("letter.letter")}>
        <Text>{t("letter.notWritten")}</Text>
      </Section>
    );
  }
  const { title, paragraphs } = partsOf(text.text);
  return (
    <Paper withBorder p="md" component="section">
      <Group className="no-print" mb="md">
        <SegmentedControl
          aria-label={t("letter.language")}
          value={language}
          onChange={(letter) =>
            setParameters(() => new URLSearchParams({ letter }), { replace: true })
          }
          data={LANGUAGES.map((value) => ({ value, label: t(`letter.languages.${value}`) }))}
        />
      </Group>
      <div lang={language}>
        <Title order={2} size="h4" mb="sm">
          {title}
        </Title>
        {paragraphs.map((paragraph) => (
          <Text key={paragraph} mb="sm" style={{ whiteSpace: "pre-line" }}>
            {paragraph}
          </Text>
        ))}
      </div>
      <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        {t("letter.hash", { sha256: text.sha256 })}
      </Text>
    </Paper>
  );
}
