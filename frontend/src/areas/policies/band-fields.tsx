/** Cut-offs that differ for larger amounts, of one model or of all. */

import { Button, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Grade } from "../scores/queries";
import { CutOffSelect } from "./cut-off-select";
import type { PolicyForm } from "./model";
import { usePolicyWords } from "./show";

const MOST_BANDS = 20;
const MODELS = ["behavioural", "thin_file", "segment"] as const;
type BandForm = PolicyForm["bands"][number];

interface Props {
  form: PolicyForm;
  scale: Grade[];
  wrong: string[];
  onChange: (next: Partial<PolicyForm>) => void;
}

export function Bands({ form, scale, wrong, onChange }: Props) {
  const { t } = useTranslation();
  const { bands } = form;
  const change = (band: BandForm) =>
    onChange({ bands: bands.map((one) => (one.key === band.key ? band : one)) });
  const add = () => {
    const key = Math.max(0, ...bands.map((one) => one.key)) + 1;
    const same = { approve: form.approve_below, decline: form.decline_from };
    onChange({ bands: [...bands, { key, model: "", amount: "", ...same }] });
  };
  return (
    <Stack>
      {bands.length === 0 && <Text size="sm">{t("policyForm.noBands")}</Text>}
      {bands.map((band) => (
        <BandFields
          key={band.key}
          band={band}
          scale={scale}
          isWrong={wrong.includes(`band-${band.key}`)}
          onChange={change}
          onRemove={() => onChange({ bands: bands.filter((one) => one.key !== band.key) })}
        />
      ))}
      {bands.length < MOST_BANDS && (
        <Group>
          <Button variant="default" onClick={add}>
            {t("policyForm.addBand")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface BandProps {
  band: BandForm;
  scale: Grade[];
  isWrong: boolean;
  onChange: (band: BandForm) => void;
  onRemove: () => void;
}

function BandFields({ band, scale, isWrong, onChange, onRemove }: BandProps) {
  const { t } = useTranslation();
  const words = usePolicyWords();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 5 }} style={{ alignItems: "end" }}>
      <TextInput
        label={`${t("policyForm.bandFrom")}, ₽`}
        inputMode="decimal"
        value={band.amount}
        error={isWrong && t("policyForm.needed")}
        onChange={(event) => onChange({ ...band, amount: event.currentTarget.value })}
      />
      <NativeSelect
        label={t("policyForm.bandModel")}
        value={band.model}
        onChange={(event) => onChange({ ...band, model: event.currentTarget.value })}
        data={["", ...MODELS].map((value) => ({ value, label: words.model(value || null) }))}
      />
      <CutOffSelect
        label={t("policyFigures.approve_below")}
        scale={scale}
        value={band.approve}
        onChange={(approve) => onChange({ ...band, approve })}
      />
      <CutOffSelect
        label={t("policyFigures.decline_from")}
        scale={scale}
        value={band.decline}
        onChange={(decline) => onChange({ ...band, decline })}
      />
      <Button variant="default" onClick={onRemove}>
        {t("policyForm.removeBand")}
      </Button>
    </SimpleGrid>
  );
}
