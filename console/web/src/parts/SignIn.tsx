import { useState } from "preact/hooks";

/** Shown where the browser holds no cookie of this desk. */
export function SignIn() {
  const [error, setError] = useState("");
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const response = await fetch("/api/login", {
      method: "POST",
      body: new URLSearchParams({ token: new FormData(form).get("token") as string }),
    });
    if (response.ok) location.reload();
    else setError(((await response.json().catch(() => ({}))) as { detail?: string }).detail ?? "refused");
  };
  return (
    <main class="sign-in">
      <form class="panel form" onSubmit={send}>
        <h1>Sluice</h1>
        <p>Open the address that the desk printed when it started, or paste the token of its token file.</p>
        <label class="field">
          <span>Token</span>
          <input name="token" type="password" required autoComplete="off" />
        </label>
        {error && <p class="down-text" role="alert">{error}</p>}
        <button type="submit" class="primary">Open the desk</button>
      </form>
    </main>
  );
}
