/** The way through a list that grows: each page says where the next one begins. */

import { ActionIcon, Group } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconChevronsLeft } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";

const FORM = /^[0-9]{1,19}(_[0-9TZe:.+-]{0,40})?$/;

/** Returns where the page begins that an address asks for; empty for the first one. */
export function readAfter(parameters: URLSearchParams): string {
  const after = parameters.get("after") ?? "";
  return FORM.test(after) ? after : "";
}

interface Turned {
  /** How many pages one has turned to be here: the steps back in the browser. */
  turned?: number;
}

export function Pages({ next }: { next: string | null }) {
  const { t } = useTranslation();
  const { search, state } = useLocation();
  const navigate = useNavigate();
  const turned = (state as Turned | null)?.turned ?? 0;
  const isFirst = readAfter(new URLSearchParams(search)) === "";
  const toFirst = () => navigate({ search: withAfter(search, null) });
  return (
    <Group gap="xs" className="no-print">
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t("paging.first")}
        disabled={isFirst}
        onClick={toFirst}
      >
        <IconChevronsLeft size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t("paging.previous")}
        disabled={isFirst || turned === 0}
        onClick={() => navigate(-1)}
      >
        <IconChevronLeft size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t("paging.next")}
        disabled={next === null}
        onClick={() =>
          navigate({ search: withAfter(search, next) }, { state: { turned: turned + 1 } })
        }
      >
        <IconChevronRight size={18} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

function withAfter(search: string, after: string | null): string {
  const parameters = new URLSearchParams(search);
  parameters.delete("after");
  if (after !== null) parameters.set("after", after);
  return parameters.toString();
}
