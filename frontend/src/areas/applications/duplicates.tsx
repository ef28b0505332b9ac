/** Who on record may be the applicant: said before a second record of one person is made. */

import { Alert, Anchor, Group, Radio, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../kit/format";
import { useUser } from "../people/session";
import { duplicatesQuery, type LikePerson, type Loaded } from "./queries";

/** The id of the person on record, or that it is another one; null while nobody has said. */
export type Who = number | "another" | null;

interface Props {
  known: Loaded;
  who: Who;
  onChoose: (who: Who) => void;
}

export function useDuplicates(known: Loaded | null, isBorrower: boolean): LikePerson[] {
  const { data } = useQuery({
    ...duplicatesQuery(known?.application.id ?? "", known?.application.version ?? 0),
    enabled: known !== null && known.application.client_id === null && !isBorrower,
    placeholderData: (before) => before,
  });
  return data ?? [];
}

export function Duplicates({ known, who, onChoose }: Props) {
  const { t } = useTranslation();
  const alike = useDuplicates(known, false);
  const { manager_id, role } = useUser();
  if (alike.length === 0) return null;
  const isOurs = (one: LikePerson) =>
    role === "admin" || one.manager_id === null || one.manager_id === manager_id;
  return (
    <Alert
      color="yellow"
      variant="outline"
      role="status"
      title={t("duplicates.title", { count: alike.length })}
    >
      <Radio.Group
        label={t("duplicates.question")}
        value={who === null ? "" : String(who)}
        onChange={(value) => onChoose(value === "another" ? "another" : Number(value))}
      >
        <Stack gap="sm" mt="xs">
          {alike.map((one) => (
            <Group key={one.client_id} align="flex-start" gap="sm">
              <Radio
                value={String(one.client_id)}
                disabled={!isOurs(one)}
                label={<Alike one={one} />}
              />
              <Anchor
                component={Link}
                to={`/clients/${one.client_id}`}
                target="_blank"
                rel="noreferrer"
              >
                {t("duplicates.open", { id: one.client_id })}
              </Anchor>
              {!isOurs(one) && (
                <Text size="sm" c="dimmed">
                  {t("duplicates.anothers", { name: one.manager_name })}
                </Text>
              )}
            </Group>
          ))}
          <Radio value="another" label={t("duplicates.another")} />
        </Stack>
      </Radio.Group>
    </Alert>
  );
}

function Alike({ one }: { one: LikePerson }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const name = [one.last_name, one.first_name, one.patronymic].filter(Boolean).join(" ");
  return (
    <>
      <Text span fw={600}>
        {name}
      </Text>
      {`, ${formats.date(one.born_on)}`}
      <Text span size="sm" display="block">
        {t("duplicates.same", {
          what: one.reasons.map((reason) => t(`duplicates.reasons.${reason}`)).join(", "),
        })}
      </Text>
    </>
  );
}
