/** What one should know before one believes the figures. */

import { Alert, Button, Group, List, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../kit/format";
import { gradeAround, type Handles } from "./simulator-model";

const FEW_DEFAULTS = 20;

interface Props {
  handles: Handles;
  /** The points at which grades begin. */
  edges: number[];
  /** Below the cut-off of approval, and of all. */
  known: { matured: number; defaults: number };
  isAnythingKnown: boolean;
  isAnybodyMoved: boolean;
  reviewsADay: number;
  capacity: number;
  notSimulated: string[];
  onMoved: (handles: Handles) => void;
}

export function Warnings(props: Props) {
  const { t } = useTranslation();
  const { handles, edges, onMoved } = props;
  const told = useTold(props);
  const inside = (["decline", "approve"] as const).flatMap((name) => {
    const edge = gradeAround(handles[name], edges);
    return edge === null ? [] : [{ name, points: handles[name], edge }];
  });
  if (told.length + inside.length === 0) return null;
  return (
    <Alert
      variant="outline"
      color="yellow"
      icon={<IconInfoCircle aria-hidden />}
      title={t("simulation.warnings")}
      role="group"
    >
      <List spacing="xs">
        {inside.map(({ name, points, edge }) => (
          <List.Item key={name}>
            <Group gap="xs">
              <Text span>{t("simulation.insideGrade", { points, edge })}</Text>
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => onMoved({ ...handles, [name]: edge })}
              >
                {t("simulation.snap", { edge })}
              </Button>
            </Group>
          </List.Item>
        ))}
        {told.map((text) => (
          <List.Item key={text}>{text}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

function useTold({ known, notSimulated, reviewsADay, capacity, ...is }: Props): string[] {
  const { t } = useTranslation();
  const { number } = useFormats();
  const told: string[] = [];
  if (!is.isAnythingKnown) told.push(t("simulation.noOutcomes"));
  else if (known.defaults < FEW_DEFAULTS) {
    told.push(t("simulation.fewDefaults", { count: known.defaults }));
  }
  if (!is.isAnybodyMoved) told.push(t("simulation.nothingMoves"));
  if (capacity > 0 && reviewsADay > capacity) {
    const wanted = number(Math.round(reviewsADay * 10) / 10);
    told.push(t("simulation.overCapacity", { wanted, possible: number(capacity) }));
  }
  if (notSimulated.length > 0) {
    told.push(t("simulation.notSimulated", { fields: notSimulated.join(", ") }));
  }
  return told;
}
