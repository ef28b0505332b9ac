/** A short message in the corner, with a close button that screen readers can name. */

import { notifications } from "@mantine/notifications";
import i18next from "i18next";

const FAULT = "fault";

/** What went wrong stays until it is closed, or until something else is told. */
export function notify(message: string, color?: "red"): void {
  notifications.hide(FAULT);
  notifications.show({
    message,
    ...(color && { color, id: FAULT, autoClose: false }),
    closeButtonProps: { "aria-label": i18next.t("shell.closeMessage") },
  });
}
