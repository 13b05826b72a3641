package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/archcheck/archcheck/internal/collect/account"
	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/verdict"
)

// progress is the one line that tells on a terminal what is being read. Where standard error
// is no terminal it says nothing.
type progress struct {
	mu      sync.Mutex
	out     io.Writer
	start   time.Time
	shown   time.Time
	printed bool
}

func newProgress(s streams) *progress {
	p := &progress{start: time.Now()}
	if s.terminal {
		p.out = s.line
	}
	return p
}

// often is how often the line changes.
const often = 100 * time.Millisecond

func (p *progress) show(step account.Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.out == nil || time.Since(p.shown) < often {
		return
	}
	p.shown, p.printed = time.Now(), true
	fmt.Fprintf(
		p.out,
		"\r\x1b[Kreading %s: %s (%d of %d, %.0f s)",
		plain.Line(step.Account+" "+step.Region),
		step.Service,
		step.Done,
		step.Total,
		time.Since(p.start).Seconds(),
	)
}

// clear takes the line away before the report.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.printed {
		fmt.Fprintf(p.out, "\r\x1b[K")
	}
}

// ask reads one line from the user.
func (p *progress) ask(prompt string, in io.Reader) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fmt.Fprintf(p.out, "%s", prompt)
	text, err := bufio.NewReader(in).ReadString('\n')
	if err != nil {
		return "", fmt.Errorf("read the MFA code: %w", err)
	}
	return strings.TrimSpace(text), nil
}

// printLedger lists the calls of a scan, one operation and outcome a line.
func printLedger(out io.Writer, calls []verdict.Call) {
	count, pages := 0, 0
	for _, c := range calls {
		region := c.Region
		if region == "" {
			region = "global"
		}
		count, pages = count+c.Count, pages+c.Pages
		line := fmt.Sprintf(
			"%s  %-14s  %-26s %-32s %4d calls %4d pages  %s",
			c.Account,
			region,
			c.Service,
			c.Operation,
			c.Count,
			c.Pages,
			c.Status,
		)
		if c.Detail != "" {
			line += ": " + c.Detail
		}
		fmt.Fprintln(out, plain.Line(line))
	}
	fmt.Fprintf(out, "%d calls, %d pages\n", count, pages)
}
