/** A short message in the corner, with a close button that screen readers can name. */

import { notifications } from "@mantine/notifications";
import i18next from "i18next";

export function notify(message: string, color?: "red"): void {
  notifications.show({
    message,
    ...(color && { color }),
    closeButtonProps: { "aria-label": i18next.t("shell.closeMessage") },
  });
}
