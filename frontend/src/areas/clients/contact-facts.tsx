/** How to reach a client, for staff and for the client. */

import { Anchor, SimpleGrid } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { phoneText } from "./phone";
import { Fact } from "./profile";
import { type Client, fullName } from "./queries";

/** The facts, and after them those that only some readers see. */
export function ContactFacts({ client, children }: { client: Client; children: ReactNode }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <SimpleGrid
      cols={{ base: 1, xs: 2, md: 3 }}
      spacing="sm"
      verticalSpacing="xs"
      component="dl"
      m={0}
    >
      <Fact name={t("contacts.fullName")}>{fullName(client)}</Fact>
      <Fact name={t("contacts.phone")}>
        {client.phone ? (
          <Anchor href={`tel:${client.phone}`}>{phoneText(client.phone)}</Anchor>
        ) : (
          "–"
        )}
      </Fact>
      <Fact name={t("contacts.email")}>
        {client.email ? <Anchor href={`mailto:${client.email}`}>{client.email}</Anchor> : "–"}
      </Fact>
      <Fact name={t("contacts.since")}>
        {client.client_since ? formats.dayOnAxis(client.client_since) : t("contacts.applicant")}
      </Fact>
      {children}
    </SimpleGrid>
  );
}
