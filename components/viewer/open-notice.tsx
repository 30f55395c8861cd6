import { Notice } from '#components/ui/notice.tsx';
import { getViewer } from '#lib/data/viewer.ts';
import classes from './notices.module.css';

/** As long as nobody has to sign in: what that means, and how to change it. A simulated estate has nothing to guard. */
export async function OpenNotice() {
  const viewer = await getViewer();
  if (!viewer?.local || viewer.simulated) return null;
  return (
    <div className={classes.above}>
      <Notice title="Anybody on this machine can fix.">
        To have people sign in, open the link that <code>npm start</code> printed, or have{' '}
        <code>npm run administrator</code> print a new one: whoever opens it becomes the first administrator.
      </Notice>
    </div>
  );
}
