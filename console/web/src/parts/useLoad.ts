import { useSignalEffect } from "@preact/signals";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { ApiError, get, type Query, withQuery } from "../api";
import { changed, signedOut } from "../store";

export interface Loaded<T> {
  data: T | null;
  error: ApiError | null;
  loading: boolean;
  retry: () => void;
}

const SETTLE_MS = 900;

/**
 * What an address answers, asked again when one of the kinds of change is pushed. The records reach
 * the database a moment after they are pushed, so the question waits that moment, and a stream of
 * changes asks once in it.
 */
export function useLoad<T>(path: string | null, query: Query = {}, on: string[] = []): Loaded<T> {
  const url = path === null ? null : withQuery(path, query);
  const [state, setState] = useState<{ url: string | null; data: T | null; error: ApiError | null; loading: boolean }>({
    url,
    data: null,
    error: null,
    loading: url !== null,
  });
  const [round, setRound] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const seen = useRef<number | null>(null);

  useEffect(() => {
    if (url === null) return;
    const abort = new AbortController();
    setState((s) => ({ ...s, url, data: s.url === url ? s.data : null, loading: true }));
    get<T>(url, {}, abort.signal)
      .then((data) => setState({ url, data, error: null, loading: false }))
      .catch((failure: unknown) => {
        if (abort.signal.aborted) return;
        const error = failure instanceof ApiError ? failure : new ApiError(0, String(failure), null);
        if (error.status === 401) signedOut.value = true;
        setState((s) => ({ ...s, error, loading: false }));
      });
    return () => abort.abort();
  }, [url, round]);

  useSignalEffect(() => {
    const count = on.reduce((sum, type) => sum + (changed.value[type] ?? 0), 0);
    if (seen.current !== null && count !== seen.current && timer.current === undefined) {
      timer.current = setTimeout(() => {
        timer.current = undefined;
        setRound((r) => r + 1);
      }, SETTLE_MS);
    }
    seen.current = count;
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  const retry = useCallback(() => setRound((r) => r + 1), []);
  const current = state.url === url;
  return { data: current ? state.data : null, error: state.error, loading: state.loading || !current, retry };
}
