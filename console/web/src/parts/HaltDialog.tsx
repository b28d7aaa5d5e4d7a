import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, newKey, post } from "../api";
import { desk, haltOpen, inForce, link } from "../store";
import { Time } from "./ui";

export const ACTIONS: { code: string; name: string; effect: string }[] = [
  { code: "PAUSE", name: "Pause", effect: "No new entries. Exits, stops and targets go on." },
  { code: "CANCEL_ALL", name: "Cancel all", effect: "Every working order is cancelled, stops too. Nothing else changes." },
  { code: "FLATTEN", name: "Flatten", effect: "Working orders are cancelled, entries paused, every position is closed at the market." },
  { code: "HALT", name: "Halt", effect: "Working orders are cancelled and no order of any kind is made until Resume. Positions stay." },
  { code: "RESUME", name: "Resume", effect: "Back to active, from whatever stopped the account." },
];

type Phase = { at: "form" } | { at: "sending" } | { at: "sent"; id: string } | { at: "failed"; message: string };

/** The kill switch: an account, an act, a reason; then the very words of what it will do. */
export function HaltDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = haltOpen.value;
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open) dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} class="modal" aria-labelledby="halt-title" onClose={() => (haltOpen.value = false)}>
      {open && <Form />}
    </dialog>
  );
}

function Form() {
  const [action, setAction] = useState("HALT");
  const [account, setAccount] = useState("*");
  const [reason, setReason] = useState("");
  const [phase, setPhase] = useState<Phase>({ at: "form" });
  // One key per opening of the dialog: trying again asks for the same control, not for another.
  const key = useRef(newKey());
  const choice = ACTIONS.find((a) => a.code === action)!;
  const who = account === "*" ? "all accounts" : account;
  const cut = link.value !== "live";
  const ready = reason.trim().length >= 3 && phase.at !== "sending" && !cut;

  const send = async (event: Event) => {
    event.preventDefault();
    if (!ready) return;
    setPhase({ at: "sending" });
    try {
      const answer = await post<{ id: string }>("/api/controls", { account, action, reason: reason.trim() }, { "Idempotency-Key": key.current });
      setPhase({ at: "sent", id: answer.id });
    } catch (failure) {
      const message = failure instanceof ApiError ? `${failure.message}${failure.requestId ? ` (request ${failure.requestId})` : ""}` : String(failure);
      setPhase({ at: "failed", message });
    }
  };

  if (phase.at === "sent") {
    const control = inForce.value[phase.id];
    return (
      <div class="form" role="status">
        <h2 id="halt-title">{choice.name}, {who}</h2>
        <p data-testid="halt-result">
          {control ? <>In force since <Time at={control.effective_at} />.</> : "Requested. Waiting for the trading job to take it."}
        </p>
        <div class="row end">
          <button type="button" class="primary" onClick={() => (haltOpen.value = false)}>Close</button>
        </div>
      </div>
    );
  }
  return (
    <form class="form" onSubmit={send}>
      <h2 id="halt-title">Stop or resume trading</h2>
      <label class="field">
        <span>Account</span>
        <select value={account} onChange={(e) => setAccount(e.currentTarget.value)}>
          <option value="*">All accounts</option>
          {(desk.value?.accounts ?? []).map((a) => <option key={a.account} value={a.account}>{a.account} ({a.state})</option>)}
        </select>
      </label>
      <fieldset>
        <legend>Action</legend>
        {ACTIONS.map((a) => (
          <label key={a.code} class={`choice ${a.code === action ? "chosen" : ""}`}>
            <input type="radio" name="action" value={a.code} checked={a.code === action} onChange={() => setAction(a.code)} />
            <span><strong>{a.name}</strong> {a.effect}</span>
          </label>
        ))}
      </fieldset>
      <label class="field">
        <span>Reason (kept with the control)</span>
        <input type="text" name="reason" required minLength={3} maxLength={500} value={reason} autoComplete="off" onInput={(e) => setReason(e.currentTarget.value)} />
      </label>
      {phase.at === "failed" && <p class="down-text" role="alert">{phase.message}</p>}
      {cut && <p class="down-text" role="alert">The page has lost the desk; nothing can be sent until it is back.</p>}
      <div class="row end">
        <button type="button" onClick={() => (haltOpen.value = false)}>Leave it</button>
        <button type="submit" class={action === "RESUME" ? "primary" : "danger"} disabled={!ready} data-testid="halt-confirm">
          {choice.name} {who}
        </button>
      </div>
    </form>
  );
}
