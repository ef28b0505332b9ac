/** The work of a manager, for who looks after all of them. */

import { NativeSelect, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../kit/address";
import { ErrorView } from "../../kit/error-view";
import { Page } from "../../kit/page";
import { addWords } from "../../kit/translations";
import { managersQuery } from "../people/queries";
import { useUser } from "../people/session";
import { WorkOfToday } from "./list";
import * as words from "./words";

addWords(words);

export function Component() {
  const { t } = useTranslation();
  const { role } = useUser();
  const [parameters, setParameters] = useAddress();
  const told = parameters.get("manager") ?? "";
  const managerId = /^[1-9]\d{0,15}$/.test(told) ? Number(told) : undefined;
  return (
    <Page title={t("today.ofManager")} width={1100}>
      <Managers
        value={managerId}
        onChange={(manager) =>
          setParameters(() => new URLSearchParams(manager ? { manager } : ""), { replace: true })
        }
      />
      {managerId === undefined ? (
        <Text c="dimmed">{t("work.nobodyChosen")}</Text>
      ) : (
        <WorkOfToday key={managerId} managerId={managerId} mayMark={role === "admin"} />
      )}
    </Page>
  );
}

interface Props {
  value: number | undefined;
  onChange: (manager: string) => void;
}

function Managers({ value, onChange }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(managersQuery);
  if (error && !data) return <ErrorView error={error} onRetry={refetch} />;
  const options = (data ?? []).map(({ id, last_name, first_name }) => ({
    value: String(id),
    label: `${last_name} ${first_name}`,
  }));
  return (
    <NativeSelect
      label={t("work.manager")}
      maw={360}
      data={[{ value: "", label: t("work.chooseManager") }, ...options]}
      value={value === undefined ? "" : String(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
