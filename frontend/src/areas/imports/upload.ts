/** From a chosen file to an import: its checksum, its registration, and the file itself. */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, api, body, type Schemas } from "../../kit/client";
import { sha256Of } from "./hash";
import type { Kind } from "./model";
import { importsQuery } from "./queries";
import { send } from "./sending";

export interface Sending {
  phase: "reading" | "sending";
  /** Up to 1. */
  share: number;
}

interface Chosen {
  file: File;
  kind: Kind;
  declared: Schemas["DeclaredTotals"] | null;
}

type Tell = (sending: Sending) => void;

/** Returns, beside how far a file is, the id of the import once its file has arrived. */
export function useUpload() {
  const client = useQueryClient();
  const [sending, setSending] = useState<Sending | null>(null);
  const upload = useMutation({
    mutationFn: (chosen: Chosen) => bring(chosen, setSending),
    onSettled: () => {
      setSending(null);
      client.invalidateQueries({ queryKey: importsQuery.queryKey });
    },
  });
  return {
    begin: upload.mutate,
    reset: upload.reset,
    sending: upload.isPending ? (sending ?? { phase: "reading" as const, share: 0 }) : null,
    sentId: upload.data ?? null,
    error: upload.error,
  };
}

async function bring({ file, kind, declared }: Chosen, tell: Tell): Promise<number> {
  const sha256 = await sha256Of(file, (share) => tell({ phase: "reading", share }));
  const { id, upload } = await register({
    kind,
    file_name: file.name,
    size_bytes: file.size,
    sha256,
    declared,
  });
  await send(file, upload, (share) => tell({ phase: "sending", share }));
  return id;
}

/** Registers a file; an earlier try whose file never arrived gives way to this one. */
async function register(request: Schemas["ImportRequest"]) {
  const open = () => body(api.POST("/imports", { body: request }));
  try {
    return await open();
  } catch (error) {
    const same = sameFileOf(error);
    if (same === null || !(await neverArrived(same))) throw error;
    await body(api.POST("/imports/{import_id}/cancel", pathOf(same)));
    return open();
  }
}

async function neverArrived(import_id: number): Promise<boolean> {
  const { data } = await api.GET("/imports/{import_id}", pathOf(import_id));
  return data?.state === "waiting";
}

const pathOf = (import_id: number) => ({ params: { path: { import_id } } });

/** Returns the import that has this very file already, where that is the error. */
export function sameFileOf(error: unknown): number | null {
  const fault = error instanceof ApiError && error.faults.find(({ code }) => code === "file_known");
  const id = fault ? Number(fault.limits?.["import_id"]) : NaN;
  return Number.isSafeInteger(id) ? id : null;
}

/** Whether the file itself did not get through, while the service was reached. */
export function isNotSent(error: unknown): boolean {
  return error instanceof ApiError && error.code === "not_sent";
}
