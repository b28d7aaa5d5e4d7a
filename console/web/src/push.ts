// Being told: one WebSocket, a snapshot, then changes, each frame numbered.
import { batch } from "@preact/signals";
import { type Change, changed, desk, heardAt, inForce, link, marked, now, reduce, signedOut } from "./store";
import type { Clock, Desk } from "./types";
import { get, ApiError } from "./api";

export interface Frame {
  seq: number;
  kind: "snapshot" | "delta" | "heartbeat";
  desk?: Desk;
  changes?: Change[];
  clock?: Clock;
}

/** The desk speaks at least every two seconds; three silences mean the line is dead. */
const SILENCE_MS = 7000;

/** Follows the numbers of frames; says when one is missing. */
export class Sequence {
  private last = 0;

  /** "ok" for the next frame, "gap" where one was lost; a snapshot mends any gap. */
  take(frame: Frame): "ok" | "gap" {
    const expected = this.last + 1;
    const fits = frame.kind === "snapshot" || frame.seq === expected;
    this.last = frame.seq;
    return fits ? "ok" : "gap";
  }
}

let portfolioListener: ((change: Change & { type: "portfolio" }) => void)[] = [];

/** Calls back on every change of a portfolio; returns how to stop. */
export function onPortfolio(listener: (change: Change & { type: "portfolio" }) => void): () => void {
  portfolioListener.push(listener);
  return () => (portfolioListener = portfolioListener.filter((l) => l !== listener));
}

export function take(frame: Frame): void {
  batch(() => {
    heardAt.value = Date.now();
    link.value = "live";
    if (frame.kind === "snapshot" && frame.desk) {
      desk.value = frame.desk;
    } else if (frame.kind === "heartbeat" && frame.clock && desk.value) {
      desk.value = reduce(desk.value, { type: "clock", data: frame.clock });
    } else if (frame.kind === "delta" && desk.value) {
      const counts = { ...changed.value };
      const changes = frame.changes ?? [];
      const marks = changes.flatMap((change) => (change.type === "mark" ? [change.data] : []));
      if (marks.length > 0) desk.value = marked(desk.value, marks);
      for (const change of changes) {
        if (change.type !== "mark") desk.value = reduce(desk.value, change);
        if (change.type === "control") inForce.value = { ...inForce.value, [change.data.id]: change.data };
        if (change.type !== "mark" && change.type !== "clock") counts[change.type] = (counts[change.type] ?? 0) + 1;
      }
      changed.value = counts;
    }
  });
  for (const change of frame.changes ?? []) {
    if (change.type === "portfolio") portfolioListener.forEach((listener) => listener(change));
  }
}

export function connect(): void {
  let attempt = 0;
  let socket: WebSocket | null = null;
  setInterval(() => {
    now.value = Date.now();
    if (socket && link.value === "live" && Date.now() - heardAt.value > SILENCE_MS) socket.close();
  }, 1000);

  const open = () => {
    const sequence = new Sequence();
    const line = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/push`);
    socket = line;
    line.onmessage = (message) => {
      attempt = 0;
      const frame = JSON.parse(message.data as string) as Frame;
      if (sequence.take(frame) === "gap") line.send(JSON.stringify({ type: "resync" }));
      else take(frame);
    };
    line.onclose = () => {
      link.value = desk.value ? "lost" : "connecting";
      void retry();
    };
  };

  const retry = async () => {
    // An upgrade that is refused does not say why; a plain request does.
    try {
      await get("/api/status");
    } catch (failure) {
      if (failure instanceof ApiError && failure.status === 401) {
        signedOut.value = true;
        return;
      }
      if (!desk.value) link.value = "lost";
    }
    attempt += 1;
    setTimeout(open, Math.min(10_000, 300 * 2 ** attempt));
  };
  open();
}
