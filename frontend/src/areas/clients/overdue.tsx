/** That somebody is in default, and with how much: plain, for no model is asked. */

import { Alert, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { overdueInDefault } from "./credit";
import type { Credit } from "./queries";

/** Stands in the place of the rating; the credits may still be on their way. */
export function DefaultPanel({
  credits,
  updating,
}: {
  credits: Credit[] | undefined;
  updating: boolean;
}) {
  const { t } = useTranslation();
  const curing = credits !== undefined && overdueInDefault(credits) === null;
  return (
    <Alert
      color="red"
      variant="outline"
      w="100%"
      icon={<IconAlertTriangle aria-hidden />}
      title={t(curing ? "default.curing" : "default.title")}
      className={updating ? "updating" : undefined}
      aria-busy={updating}
    >
      {credits && <SumOverdue credits={credits} />}
    </Alert>
  );
}

/** Says nothing where no credit is 90 or more days late any more. */
export function SumOverdue({ credits }: { credits: Credit[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const overdue = overdueInDefault(credits);
  if (overdue === null) return null;
  if (overdue.sum === null) return <Text>{t("default.unknown")}</Text>;
  return (
    <Text fw={600}>
      {t(overdue.complete ? "default.overdue" : "default.overdueAtLeast", {
        amount: formats.kopecks(overdue.sum),
      })}
    </Text>
  );
}
