/** The two views of the portfolio: how it stood at a month's end, and what goes on. */

import { Anchor, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

const VIEWS = [
  ["portfolio", "/portfolio"],
  ["live", "/portfolio/live"],
] as const;

export function Views({ here }: { here: (typeof VIEWS)[number][0] }) {
  const { t } = useTranslation();
  return (
    <Group component="nav" gap="md" aria-label={t("book.views")} className="no-print">
      {VIEWS.map(([name, to]) => (
        <Anchor
          key={name}
          component={Link}
          to={to}
          {...(name === here && { "aria-current": "page" as const, fw: 600, underline: "always" })}
        >
          {t(`book.${name}`)}
        </Anchor>
      ))}
    </Group>
  );
}
