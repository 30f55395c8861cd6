import { NotYours } from '#components/viewer/not-yours.tsx';

/** For who found a way past the door, which sends them to `not-yours` (proxy.ts). */
export default function Forbidden() {
  return <NotYours />;
}
