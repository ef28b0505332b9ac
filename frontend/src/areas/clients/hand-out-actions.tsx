/** Handing clients over from the list: the selected ones, or all whom nobody manages. */

import { useTranslation } from "react-i18next";
import { useUser } from "../people/session";
import { Dialog } from "./dialog";
import { HandOver } from "./hand-over";
import { type ListState, toFilter } from "./list-address";
import { LARGEST_SELECTION } from "./selection-bar";

interface Props {
  state: ListState;
  /** Null for more than are counted. */
  total: number | null;
  selectedIds: number[];
  /** Called when the selected clients are somebody else's. */
  onSelectedDone: () => void;
}

export function HandOutActions({ state, total, selectedIds, onSelectedDone }: Props) {
  const { t } = useTranslation();
  const { role, manager_id } = useUser();
  const isAdmin = role === "admin";
  const count = selectedIds.length;
  const mayHandOver = isAdmin || manager_id !== null;
  // Nothing narrows the list but whose they are: what is counted is what is handed out
  const isAllOfNobody = state.scope === "nobodys" && Object.keys(toFilter(state)).length === 1;
  return (
    <>
      {mayHandOver && count > 0 && count <= LARGEST_SELECTION && (
        <Dialog label={t("handing.chosen", { count })} title={t("handing.title", { count })}>
          {(close, finish) => (
            <HandOver
              which={selectedIds.map((id) => ({ id }))}
              onCancel={close}
              onDone={() => finish(onSelectedDone)}
            />
          )}
        </Dialog>
      )}
      {isAdmin && isAllOfNobody && total !== 0 && (
        <Dialog
          label={total === null ? t("handing.many") : t("handing.nobodys", { count: total })}
          title={total === null ? t("handing.many") : t("handing.title", { count: total })}
        >
          {(close) => <HandOver which={{ nobodys: total }} onCancel={close} onDone={close} />}
        </Dialog>
      )}
    </>
  );
}
