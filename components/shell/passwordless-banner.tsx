import { Notice } from '@/components/ui/notice';

/** What it means that Redis let a person in who presented no password. */
export function PasswordlessBanner({ user }: { user: string }) {
  // Understood by every version, where the person is the default user.
  const line =
    user === 'default'
      ? 'CONFIG SET requirepass a-long-password'
      : `ACL SETUSER ${user} resetpass >a-long-password`;
  return (
    <Notice
      severity="warning"
      title={
        <>
          This Redis asks <span className="font-mono">{user}</span> for no password.
        </>
      }
      line={line}
      className="mt-4 border-warning/30 bg-warning-soft"
    >
      Whoever reaches its port, or this dashboard, may do everything that you may. Give the user a password:
    </Notice>
  );
}
