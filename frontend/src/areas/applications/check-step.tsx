/** The last step: what is missing, what is doubtful, who it may be; then it is submitted. */

import { Alert, Anchor, Button, Checkbox, List, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../kit/client";
import { useErrorText } from "../../kit/error-view";
import type { Schemas } from "../../kit/client";
import { BurdenView, useBurden } from "./burden-bar";
import { Duplicates, useDuplicates, type Who } from "./duplicates";
import { useFieldLabel } from "./fields";
import type { Field } from "./form-model";
import type { Loaded } from "./queries";
import { fieldOf } from "./steps";
import { useSubmit } from "./use-submit";
import type { Draft } from "./use-draft";

type Fault = Schemas["Fault"];

interface Props {
  draft: Draft;
  isBorrower: boolean;
  who: Who;
  onChoose: (who: Who) => void;
  onMend: (field: Field) => void;
  onSubmitted: (submitted: Loaded) => void;
}

export function CheckStep({ draft, isBorrower, who, onChoose, onMend, onSubmitted }: Props) {
  const { t } = useTranslation();
  const { known } = draft;
  const [confirmed, setConfirmed] = useState<string[]>([]);
  const alike = useDuplicates(known, isBorrower);
  const submit = useSubmit(draft, onSubmitted);
  const burden = useBurden(draft.form);
  if (!known) return <Text c="dimmed">{t("applicationCheck.nothing")}</Text>;
  const { missing, unlikely } = known.application;
  const isSettled =
    missing.length === 0 &&
    unlikely.every(({ code }) => confirmed.includes(code)) &&
    (alike.length === 0 || who !== null);
  return (
    <Stack>
      <Missing faults={missing} draft={draft} onMend={onMend} />
      <Unlikely faults={unlikely} confirmed={confirmed} onConfirm={setConfirmed} />
      {!isBorrower && <Duplicates known={known} who={who} onChoose={onChoose} />}
      {missing.length === 0 && <BurdenView burden={burden} />}
      <Text size="sm">
        {t(isBorrower ? "applicationCheck.honestOwn" : "applicationCheck.honest")}
      </Text>
      <SubmitFault error={submit.error} />
      <Button
        onClick={() => submit.mutate({ confirmed, who })}
        loading={submit.isPending}
        disabled={!isSettled}
        style={{ alignSelf: "flex-start" }}
      >
        {t(isBorrower ? "applicationCheck.submitOwn" : "applicationCheck.submit")}
      </Button>
    </Stack>
  );
}

/** What keeps it from being submitted; each line leads to its field. */
function Missing({ faults, draft, onMend }: Pick<Props, "draft" | "onMend"> & { faults: Fault[] }) {
  const { t } = useTranslation();
  const label = useFieldLabel();
  if (faults.length === 0) return null;
  const places = faults.map(({ field, code }) => ({ field: placeOf(field, draft), code }));
  const shown = places.filter(
    (one, index) => places.findIndex(({ field }) => field === one.field) === index,
  );
  return (
    <Alert
      color="red"
      variant="outline"
      role="status"
      title={t("applicationCheck.missing", { count: shown.length })}
    >
      <List size="sm">
        {shown.map(({ field, code }) => (
          <List.Item key={field}>
            <Anchor component="button" type="button" onClick={() => onMend(field)}>
              {label(field)}
            </Anchor>
            {": "}
            {code === "missing"
              ? t("faults.required")
              : code === "children_exceed_family"
                ? t("faults.moreChildrenThanFamily")
                : t("faults.refused")}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

/** Of who does not say whether they work, that is asked first. */
function placeOf(told: string, draft: Draft): Field {
  const field = fieldOf(told);
  const isOfWork = field === "employed_since" || field === "occupation_type";
  return isOfWork && draft.form.employed !== "yes" ? "employed" : field;
}

interface UnlikelyProps {
  faults: Fault[];
  confirmed: string[];
  onConfirm: (codes: string[]) => void;
}

function Unlikely({ faults, confirmed, onConfirm }: UnlikelyProps) {
  const { t } = useTranslation();
  if (faults.length === 0) return null;
  return (
    <Alert color="yellow" variant="outline" title={t("edit.doubts")}>
      <Checkbox.Group value={confirmed} onChange={onConfirm}>
        <Stack gap="xs">
          {faults.map(({ code }) => (
            <Checkbox
              key={code}
              value={code}
              label={t("applicationCheck.confirm", {
                doubt: t(`doubts.${code}` as "doubts.employed_without_income"),
              })}
            />
          ))}
        </Stack>
      </Checkbox.Group>
    </Alert>
  );
}

function SubmitFault({ error }: { error: Error | null }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const code = error instanceof ApiError ? error.code : null;
  const known = ["possible_duplicates", "incomplete_application", "precondition_failed"] as const;
  const own = known.find((one) => one === code);
  return (
    <div role="alert">
      {error && (
        <Alert color="red" variant="outline">
          {own ? t(`applicationErrors.${own}`) : errorText(error)}
        </Alert>
      )}
    </div>
  );
}
