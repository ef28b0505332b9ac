/** Until when something has to be done; red once that has passed. */

import { Text } from "@mantine/core";
import { useFormats } from "../../kit/format";

export function Due({ moment, isLate }: { moment: string; isLate: boolean }) {
  const formats = useFormats();
  return (
    <Text
      span
      size="sm"
      className={isLate ? "one-line tone" : "one-line"}
      {...(isLate && { "data-tone": "bad" })}
    >
      {formats.momentInTable(moment)}
    </Text>
  );
}
