/** Giving clients to managers: one, the selected ones, or all whom nobody manages, evenly. */

import {
  Alert,
  Button,
  Group,
  MultiSelect,
  NativeSelect,
  Skeleton,
  Stack,
  Text,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body, type Schemas } from "../../kit/client";
import { ErrorView, errorCode, useErrorText } from "../../kit/error-view";
import { notify } from "../../kit/notify";
import { type Manager, managersQuery } from "../people/queries";

/** The clients to hand over, or how many nobody manages; null for more than are counted. */
export type Which =
  readonly { id: number; manager_id?: number | null }[] | { nobodys: number | null };

interface Props {
  which: Which;
  onCancel: () => void;
  onDone: () => void;
}

export function HandOver({ which, onCancel, onDone }: Props) {
  const { data: managers, error, refetch } = useQuery(managersQuery);
  if (managers)
    return (
      <Form
        which={which}
        managers={takersOf(which, managers)}
        onCancel={onCancel}
        onDone={onDone}
      />
    );
  return error ? <ErrorView error={error} onRetry={refetch} /> : <Skeleton h={160} aria-busy />;
}

/** Whose a client is already cannot take it over. */
function takersOf(which: Which, managers: Manager[]): Manager[] {
  const [only, other] = "nobodys" in which ? [] : which;
  return managers.filter(({ id }) => other || id !== only?.manager_id);
}

/** Returns infinity for more than are counted. */
function countOf(which: Which): number {
  return "nobodys" in which ? (which.nobodys ?? Number.POSITIVE_INFINITY) : which.length;
}

function Form({ which, managers, onCancel, onDone }: Props & { managers: Manager[] }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [chosen, setChosen] = useState<string[]>([]);
  const { handed, request } = useHandOver(which, onDone);
  const count = countOf(which);
  const options = managers.map((manager) => ({
    value: String(manager.id),
    label: t("handing.has", {
      name: `${manager.last_name} ${manager.first_name}`,
      count: manager.client_count,
    }),
  }));
  const faults = { conflict: t("handing.out"), forbidden: t("handing.notYours") };
  const code = errorCode(request.error);
  return (
    <Stack>
      <Text>{t(count === 1 ? "handing.adviceOf" : "handing.advice")}</Text>
      {count === 1 ? (
        <NativeSelect
          label={t("handing.to")}
          required
          data={[{ value: "", label: t("handing.choose"), disabled: true }, ...options]}
          value={chosen[0] ?? ""}
          onChange={(event) => setChosen([event.currentTarget.value])}
        />
      ) : (
        <MultiSelect
          label={t("handing.managers")}
          description={t("handing.managersHint")}
          required
          searchable
          data={options}
          maxValues={50}
          value={chosen}
          onChange={setChosen}
        />
      )}
      {count > 1 && Number.isFinite(count) && chosen.length > 1 && (
        <Text role="status">{t("handing.each", { count: Math.round(count / chosen.length) })}</Text>
      )}
      {request.error && (
        <Alert color="red" variant="outline" role="alert">
          {code === "conflict" || code === "forbidden" ? faults[code] : errorText(request.error)}
          {handed > 0 && ` ${t("handing.stopped", { count: handed })}`}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {t("contacts.cancel")}
        </Button>
        <Button
          disabled={chosen.length === 0}
          loading={request.isPending}
          onClick={() => request.mutate(chosen.map(Number))}
        >
          {t("handing.button")}
        </Button>
      </Group>
    </Stack>
  );
}

/** Hands over in steps until nobody is left; what a step has done stays done when the next fails. */
function useHandOver(which: Which, onDone: () => void) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [handed, setHanded] = useState(0);
  const request = useMutation({
    mutationFn: async (manager_ids: number[]) => {
      let count = handed;
      for (let hasMore = true; hasMore;) {
        const done = await body(
          api.POST("/clients/hand-out", { body: { ...named(which), manager_ids } }),
        );
        count += done.shares.reduce((sum, share) => sum + share.client_count, 0);
        hasMore = done.has_more && done.shares.length > 0;
        setHanded(count);
      }
      return count;
    },
    onSuccess: (count) => {
      notify(t("handing.done", { count }));
      onDone();
    },
    onSettled: () =>
      Promise.all(
        ["clients", "client", "managers"].map((key) =>
          queryClient.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
  return { handed, request };
}

function named(which: Which): Pick<Schemas["HandOutRequest"], "client_ids" | "of"> {
  return "nobodys" in which ? { of: "nobody" } : { client_ids: which.map(({ id }) => id) };
}
