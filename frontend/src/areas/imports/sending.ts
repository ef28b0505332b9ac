/** Sends a file to the place that the service named; `fetch` does not tell how far it is. */

import { ApiError } from "../../kit/client";

export interface Destination {
  method: string;
  url: string;
  headers: Record<string, string>;
}

/** @param onProgress is told the share that was sent, up to 1. */
export function send(
  file: Blob,
  { method, url, headers }: Destination,
  onProgress: (share: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = () => reject(new ApiError(request.status, "not_sent", [], null, null));
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 1);
    request.onload = () => (request.status < 300 ? resolve() : fail());
    request.onerror = fail;
    request.onabort = fail;
    request.send(file);
  });
}
