'use client';

/** The last net, under the layout itself: it brings its own document and relies on nothing of ours. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui, sans-serif', maxWidth: '40em', margin: '15vh auto', padding: '0 24px' }}>
        <title>Straybytes</title>
        <h1>This page could not be put together.</h1>
        <p>Straybytes itself failed. Nothing was changed in AWS. The log of the web process says more.</p>
        <button type="button" onClick={() => retry()}>
          Try again
        </button>
      </body>
    </html>
  );
}
