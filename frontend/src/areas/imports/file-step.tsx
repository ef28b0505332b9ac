/** What the file looks like to the service; each part of that can be changed. */

import { Alert, Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Section } from "../../kit/page";
import { DirectingFault } from "./directing-fault";
import { useFaultText, usePlaceText } from "./field-names";
import { LastFault } from "./last-fault";
import type { FileImport, Profile } from "./model";
import { Notices } from "./notices";
import { Preview } from "./preview";
import { isWorking, useDirecting } from "./queries";
import { say } from "./reading";
import { Recognised } from "./recognised";
import { Working } from "./working";

export function FileStep({ one }: { one: FileImport }) {
  const { profile } = one;
  return (
    <Stack>
      <Over one={one} />
      {isWorking(one) && <Working one={one} />}
      {profile ? <Looks one={one} profile={profile} /> : isWorking(one) && <Skeleton h={300} />}
    </Stack>
  );
}

/** Why an import goes no further. */
function Over({ one: { state, fault } }: { one: FileImport }) {
  const { t } = useTranslation();
  const faultText = useFaultText();
  const placeText = usePlaceText();
  if (!isOver(state)) return null;
  return (
    <Alert
      color={state === "rejected" ? "red" : "yellow"}
      variant="outline"
      role="status"
      title={fault ? faultText(fault.code, "name") : t(`importing.over.${state}`)}
    >
      <Stack gap="xs" align="flex-start">
        {fault && (
          <Text>
            {placeText(fault.args)} {faultText(fault.code, "advice")}
          </Text>
        )}
        <Button component={Link} to="/imports" variant="default">
          {t("importing.again")}
        </Button>
      </Stack>
    </Alert>
  );
}

const OVER = ["waiting", "rejected", "cancelled", "expired"] as const;
type Ended = (typeof OVER)[number];

function isOver(state: FileImport["state"]): state is Ended {
  return OVER.some((over) => over === state);
}

function Looks({ one, profile }: { one: FileImport; profile: Profile }) {
  const { t } = useTranslation();
  const directing = useDirecting(one.id);
  const isBusy = directing.isPending || isWorking(one);
  const isChangeable = one.state === "profiled" || one.state === "checked";
  return (
    <>
      {isChangeable && <Text>{t("importing.file.help")}</Text>}
      <Section title={t("importing.file.looks")}>
        <Recognised
          profile={profile}
          disabled={isBusy || !isChangeable}
          onSay={(part) => directing.mutate({ deed: "read", reading: say(one, part) })}
        />
        {isChangeable && <LastFault one={one} />}
        <DirectingFault error={directing.error} />
        <Notices profile={profile} />
      </Section>
      <Preview profile={profile} updating={isBusy} />
      {isChangeable && (
        <Group>
          <Button component={Link} to="?step=mapping" disabled={isBusy}>
            {t("importing.file.next")}
          </Button>
        </Group>
      )}
    </>
  );
}
