'use client';

import { Radar } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { StartForm } from './start-form';

/** The way to another analysis. */
export function NewAnalysis({
  label = 'New analysis',
  onStarted,
  ...form
}: {
  label?: string;
  database: number;
  keys: number | null;
  busyBecause: string | null;
  onStarted: () => void;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Radar />
        {label}
      </Button>
      {open && (
        <Dialog
          open
          onOpenChange={setOpen}
          title="New analysis"
          description="What is shown now stays, to be compared with."
        >
          <div className="overflow-y-auto px-5 pt-4 pb-5">
            <StartForm
              {...form}
              onStarted={() => {
                setOpen(false);
                onStarted();
              }}
            />
          </div>
        </Dialog>
      )}
    </>
  );
}
