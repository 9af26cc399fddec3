import Link from 'next/link';
import { Notice } from '@/components/ui/notice';
import { buttonStyle } from '@/components/ui/button';

export default function NotFound() {
  return (
    <main className="mx-auto max-w-xl px-4 pt-[15vh]">
      <Notice
        severity="info"
        title="There is no such page or instance."
        action={
          <Link href="/" className={buttonStyle()}>
            All instances
          </Link>
        }
      >
        The address may be mistyped, or the instance was taken out of the configuration.
      </Notice>
    </main>
  );
}
