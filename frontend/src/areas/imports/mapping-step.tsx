/** Which column is which field, how it is written, and what becomes of the people. */

import { Alert, Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useUser } from "../people/session";
import { LeaveGuard } from "../../kit/leave-guard";
import { ColumnTable } from "./column-table";
import { DirectingFault } from "./directing-fault";
import { useFieldNames } from "./field-names";
import { LastFault } from "./last-fault";
import { type DraftFaults, faultsOf, startDraft, toColumns } from "./mapping";
import type { FileImport, Options, Profile } from "./model";
import { PeopleOptions, startOptions } from "./people-options";
import { isWorking, useDirecting } from "./queries";
import { openQuestions } from "./reading";
import { Working } from "./working";

export function MappingStep({ one }: { one: FileImport }) {
  if (one.profile) return <Mapping one={one} profile={one.profile} />;
  return <Working one={one} />;
}

function Mapping({ one, profile }: { one: FileImport; profile: Profile }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const user = useUser();
  const [draft, setDraft] = useState(() => startDraft(one));
  const [options, setOptions] = useState<Options>(() => startOptions(one.options, user));
  const [isTouched, setTouched] = useState(false);
  const directing = useDirecting(one.id);
  const isChangeable = one.state === "profiled" || one.state === "checked";
  const faults = faultsOf(draft, one.kind);
  const questions = openQuestions(profile, new Set(draft.keys()));
  const lacksManager = options.assignment === "one" && options.manager_id === null;
  const isReady =
    faults.missing.length + faults.twice.length + questions.length === 0 && !lacksManager;
  const check = () => {
    setTouched(false);
    directing.mutate(
      { deed: "map", mapping: { columns: toColumns(draft), ...options, remember: true } },
      { onSuccess: () => navigate("?step=report"), onError: () => setTouched(true) },
    );
  };
  return (
    <Stack>
      <LeaveGuard active={isTouched} />
      <Text>{t("importing.mapping.help")}</Text>
      {profile.is_remembered && <Text>{t("importing.mapping.remembered")}</Text>}
      <ColumnTable
        one={one}
        profile={profile}
        draft={draft}
        twice={faults.twice}
        disabled={!isChangeable}
        onChange={(next) => {
          setDraft(next);
          setTouched(true);
        }}
      />
      {one.kind === "applicants" && (
        <PeopleOptions
          options={options}
          hasManagers={[...draft.values()].some(({ field }) => field === "manager_login")}
          disabled={!isChangeable}
          onChange={(next) => {
            setOptions(next);
            setTouched(true);
          }}
        />
      )}
      <LastFault one={one} />
      <Faults one={one} faults={faults} hasQuestions={questions.length > 0} />
      <DirectingFault error={directing.error} />
      {isChangeable && (
        <Group>
          <Button
            onClick={check}
            loading={directing.isPending || isWorking(one)}
            disabled={!isReady}
            aria-describedby="mapping-faults"
          >
            {t("importing.mapping.check")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface FaultsProps {
  one: FileImport;
  faults: DraftFaults;
  hasQuestions: boolean;
}

/** What keeps the file from being checked. */
function Faults({ one: { kind }, faults: { missing, twice }, hasQuestions }: FaultsProps) {
  const { t } = useTranslation();
  const nameOf = useFieldNames();
  const names = (fields: string[]) => fields.map((field) => nameOf(kind, field)).join(", ");
  const isClear = missing.length + twice.length === 0 && !hasQuestions;
  return (
    <div id="mapping-faults" role="status">
      {!isClear && (
        <Alert color="red" variant="outline" title={t("importing.mapping.fixFirst")}>
          {missing.length > 0 && (
            <Text>{t("importing.mapping.missing", { fields: names(missing) })}</Text>
          )}
          {twice.map((field) => (
            <Text key={field}>{t("importing.mapping.twice", { field: nameOf(kind, field) })}</Text>
          ))}
          {hasQuestions && (
            <Anchor component={Link} to="?step=file">
              {t("importing.mapping.openQuestions")}
            </Anchor>
          )}
        </Alert>
      )}
    </div>
  );
}
