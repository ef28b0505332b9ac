/** A new file: what it holds, and sending it. */

import {
  Alert,
  Anchor,
  Button,
  Collapse,
  Group,
  Progress,
  Radio,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDownload } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useChangeFault } from "../../kit/error-view";
import { useFormats } from "../../kit/format";
import { LeaveGuard } from "../../kit/leave-guard";
import { Section } from "../../kit/page";
import { declaredOf, isUnreadable, TOTALS, type Totals } from "./declared";
import { DropZone } from "./drop-zone";
import { type FileFault, fileFault, LARGEST_MEGABYTES } from "./limits";
import { KINDS, type Kind } from "./model";
import { useTemplate } from "./template-download";
import { isNotSent, sameFileOf, type Sending, useUpload } from "./upload";

export function NewFile() {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Kind>("applicants");
  const [file, setFile] = useState<File | null>(null);
  const [fault, setFault] = useState<FileFault | null>(null);
  const [totals, setTotals] = useState<Totals>({ rows: "", amount: "" });
  const formats = useFormats();
  const navigate = useNavigate();
  const upload = useUpload();
  const { sentId } = upload;
  // Once nothing is being sent any more: until then leaving is asked about
  useEffect(() => {
    if (sentId !== null) navigate(`/imports/${sentId}`);
  }, [sentId, navigate]);
  const choose = (files: File[]) => {
    const found = fileFault(files);
    setFault(found);
    setFile(found === null ? (files[0] ?? null) : null);
    upload.reset();
  };
  const begin = () => {
    const declared = declaredOf(totals, formats.readNumber);
    if (file) upload.begin({ file, kind, declared });
    else setFault("noFile");
  };
  return (
    <Section title={t("files.new")}>
      <LeaveGuard active={upload.sending !== null} />
      <Kinds kind={kind} onChange={setKind} />
      <Template kind={kind} />
      <DropZone
        file={file}
        error={fault && t(`files.${fault}`, { megabytes: LARGEST_MEGABYTES })}
        disabled={upload.sending !== null}
        onChoose={choose}
      />
      <Text size="sm" c="dimmed">
        {t("files.formats", { megabytes: LARGEST_MEGABYTES })}
      </Text>
      <ControlTotals totals={totals} onChange={setTotals} />
      <Course sending={upload.sending} />
      <div role="status">{upload.error && <UploadFault error={upload.error} />}</div>
      <Group>
        <Button onClick={begin} loading={upload.sending !== null}>
          {t("files.upload")}
        </Button>
      </Group>
    </Section>
  );
}

function Kinds({ kind, onChange }: { kind: Kind; onChange: (kind: Kind) => void }) {
  const { t } = useTranslation();
  return (
    <Radio.Group label={t("files.kind")} value={kind} onChange={(value) => onChange(value as Kind)}>
      <SimpleGrid cols={{ base: 1, sm: 3 }} mt={4}>
        {KINDS.map((value) => (
          <Radio
            key={value}
            value={value}
            label={t(`files.kinds.${value}`)}
            description={t(`files.kindHelp.${value}`)}
          />
        ))}
      </SimpleGrid>
    </Radio.Group>
  );
}

function Template({ kind }: { kind: Kind }) {
  const { t } = useTranslation();
  const download = useTemplate();
  return (
    <Group gap="xs">
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={() => download(kind)}
      >
        {t("files.template")}
      </Button>
      <Text size="sm" c="dimmed">
        {t("files.templateHelp")}
      </Text>
    </Group>
  );
}

function ControlTotals({ totals, onChange }: { totals: Totals; onChange: (to: Totals) => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [open, { toggle }] = useDisclosure(false);
  return (
    <div>
      <Anchor component="button" type="button" size="sm" onClick={toggle} aria-expanded={open}>
        {t("files.totals")}
      </Anchor>
      <Collapse expanded={open}>
        <Text size="sm" c="dimmed" my={4}>
          {t("files.totalsHelp")}
        </Text>
        <Group align="flex-start">
          {TOTALS.map((name) => (
            <TextInput
              key={name}
              label={t(`files.declared.${name}`)}
              value={totals[name]}
              inputMode="decimal"
              error={isUnreadable(totals[name], formats.readNumber) && t("files.notANumber")}
              onChange={(event) => onChange({ ...totals, [name]: event.currentTarget.value })}
            />
          ))}
        </Group>
      </Collapse>
    </div>
  );
}

function Course({ sending }: { sending: Sending | null }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (!sending) return null;
  const share = formats.rate(Math.floor(sending.share * 100));
  return (
    <Stack gap={4}>
      <Progress value={sending.share * 100} aria-label={t(`files.${sending.phase}`, { share })} />
      <Text size="sm">
        {t(`files.${sending.phase}`, { share })} {t("files.stopsHere")}
      </Text>
    </Stack>
  );
}

function UploadFault({ error }: { error: Error }) {
  const { t } = useTranslation();
  const faultOf = useChangeFault();
  const same = sameFileOf(error);
  const { title, advice } = isNotSent(error)
    ? { title: t("files.notSentTitle"), advice: t("files.notSent") }
    : faultOf(error);
  return (
    <Alert color="red" variant="outline" title={same ? t("files.sameFile") : title}>
      {same ? (
        <Anchor component={Link} to={`/imports/${same}`}>
          {t("files.openSame", { id: same })}
        </Anchor>
      ) : (
        advice
      )}
    </Alert>
  );
}
