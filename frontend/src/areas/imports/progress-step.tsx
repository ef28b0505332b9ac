/** The rows are being written. */

import { Stack } from "@mantine/core";
import type { FileImport } from "./model";
import { Stopped } from "./stopped";
import { Working } from "./working";

export function ProgressStep({ one }: { one: FileImport }) {
  return <Stack>{one.step === null ? <Stopped one={one} /> : <Working one={one} />}</Stack>;
}
