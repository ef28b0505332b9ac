/** Where a file is dropped, or chosen by mouse and keyboard. */

import { Button, FileButton, Group, Paper, Stack, Text } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSizeText } from "./field-names";
import { ENDINGS } from "./limits";

interface Props {
  file: File | null;
  error: string | null;
  disabled: boolean;
  onChoose: (files: File[]) => void;
}

export function DropZone({ file, error, disabled, onChoose }: Props) {
  const { t } = useTranslation();
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    if (!disabled) onChoose([...event.dataTransfer.files]);
  };
  const hover = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(true);
  };
  return (
    <Paper
      withBorder
      p="lg"
      style={{ borderStyle: "dashed", borderWidth: 2 }}
      bg={isOver ? "var(--mantine-color-default-hover)" : undefined}
      onDragOver={hover}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <Stack align="center" gap="xs">
        <IconFileUpload size={32} stroke={1.5} aria-hidden />
        <Group gap="xs" justify="center">
          <Text visibleFrom="sm">{t("files.drop")}</Text>
          <FileButton
            accept={ENDINGS.join()}
            disabled={disabled}
            onChange={(chosen) => chosen && onChoose([chosen])}
          >
            {(props) => (
              <Button {...props} variant="default" aria-describedby="chosen-file" data-file-button>
                {t("files.choose")}
              </Button>
            )}
          </FileButton>
        </Group>
        <div id="chosen-file" role="status">
          {file && <Chosen file={file} />}
          {error && <Text c="var(--mantine-color-error)">{error}</Text>}
        </div>
      </Stack>
    </Paper>
  );
}

function Chosen({ file }: { file: File }) {
  const { t } = useTranslation();
  const sizeText = useSizeText();
  return (
    <Text ta="center" style={{ overflowWrap: "anywhere" }}>
      {t("files.chosen", { name: file.name, size: sizeText(file.size) })}
    </Text>
  );
}
