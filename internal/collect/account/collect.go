package account

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/workers"
	"github.com/aws/aws-sdk-go-v2/aws"
)

// AllRegions as the only region of an account means every region that is enabled in it.
const AllRegions = "all"

// Account is an account to read.
type Account struct {
	// Name is what the user calls it; it goes into the report.
	Name string
	// AccountID is verified before anything is read, unless it is empty.
	AccountID                    string
	Profile, RoleARN, ExternalID string
	// Regions to read; none means the one of the profile.
	Regions []string
}

// Options say what to read and how.
type Options struct {
	Accounts []Account
	// Now is the clock: ages are counted up to it.
	Now func() time.Time
	// Progress is told after each step; nil for none. It is called from many goroutines.
	Progress func(Progress)
	// MFA asks for a token code; nil where nobody can answer.
	MFA func() (string, error)
	// Timeout bounds the whole scan; 0 for no bound. What was not read in time is a gap.
	Timeout time.Duration
	// Skip reports whether nobody needs a collection of the model, or what a call without any reads, such as
	// "KMS DescribeKey"; nil where everything is needed. What is skipped is unknown, for that reason.
	Skip func(what string) bool
	// RegionTimeout is how long a region may leave calls without any answer; 0 for DefaultRegionTimeout.
	RegionTimeout time.Duration
	// CallTimeout bounds one request; 0 for 30 seconds.
	CallTimeout time.Duration
	// Transport wraps the HTTP client; nil leaves it.
	Transport func(aws.HTTPClient) aws.HTTPClient
}

// Progress is how far a scan is.
type Progress struct {
	Account, Region, Service string
	Done, Total              int
}

func (o Options) regionTimeout() time.Duration { return cmp.Or(o.RegionTimeout, DefaultRegionTimeout) }

func (o Options) callTimeout() time.Duration {
	if o.CallTimeout > 0 {
		return o.CallTimeout
	}
	return callTimeout
}

// DefaultRegionTimeout is how long a region may leave calls without any answer, unless the user says otherwise.
const DefaultRegionTimeout = 30 * time.Second

// How many collectors run at once: so many of each region, whatever the others do, and so many more over all
// accounts and regions. However many regions never answer, each other one goes on.
const (
	parallelInRegion = 4
	parallelTasks    = 16
)

// scan is one run over all accounts.
type scan struct {
	Options
	ledger *ledger
	slots  chan struct{}
	mu     sync.Mutex
	done   int
	total  int
}

// Collect reads the accounts: one architecture for each region of each, sorted. An error
// means that no account could be read at all; one of several that could not be is a gap.
func Collect(ctx context.Context, o Options) ([]*model.Architecture, error) {
	return newScan(o).run(ctx)
}

func newScan(o Options) *scan {
	return &scan{Options: o, ledger: newLedger(), slots: make(chan struct{}, parallelTasks)}
}

func (s *scan) run(ctx context.Context) ([]*model.Architecture, error) {
	o, inner := s.Options, ctx
	if o.Timeout > 0 {
		var cancel context.CancelFunc
		inner, cancel = context.WithTimeoutCause(
			ctx,
			o.Timeout,
			stopped{
				model.TimedOut,
				fmt.Sprintf("the time given with --timeout (%v) was over, before all was read", o.Timeout),
			},
		)
		defer cancel()
	}
	results := make([][]*model.Architecture, len(o.Accounts))
	failures := make([]error, len(o.Accounts))
	var wait workers.Group
	for i, a := range o.Accounts {
		wait.Go(func() { results[i], failures[i] = s.account(inner, a) })
	}
	wait.Wait()
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	for i, err := range failures {
		if err != nil {
			results[i] = []*model.Architecture{s.unread(o.Accounts[i], err)}
		}
	}
	if !slices.ContainsFunc(failures, func(err error) bool { return err == nil }) {
		return nil, errors.Join(failures...)
	}
	return slices.Concat(results...), nil
}

// unread stands for an account that could not be signed in to, among others that could.
func (s *scan) unread(a Account, err error) *model.Architecture {
	return &model.Architecture{
		Source: model.Source{Kind: Kind, Name: a.Name, Account: a.AccountID, Time: s.time()},
		Gaps:   []model.Gap{{Collection: model.Everything, Reason: reasonOfSignIn(err), Detail: err.Error()}},
	}
}

// Kind is the kind of source that a scan reads.
const Kind = model.KindAccount

func (s *scan) time() string { return s.Now().UTC().Format(time.RFC3339) }

// account reads one account: its global part beside its regions.
func (s *scan) account(ctx context.Context, a Account) ([]*model.Architecture, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	session, err := signInTo(ctx, a, s.Options, s.ledger)
	if err != nil {
		return nil, err
	}
	ctx = after(ctx)
	names := a.Regions
	if len(names) == 0 {
		names = []string{session.cfg.Region}
	}
	if names[0] == AllRegions {
		if names, err = session.enabledRegions(ctx); err != nil {
			return nil, err
		}
		ctx = after(ctx)
	}
	return s.regions(ctx, session, names, cancel), nil
}

// regions reads the global part and the regions side by side.
func (s *scan) regions(
	ctx context.Context,
	session *session,
	names []string,
	stopAccount context.CancelCauseFunc,
) []*model.Architecture {
	global := s.reader(session, "")
	all := []*region{global}
	for _, name := range slices.Compact(slices.Sorted(slices.Values(names))) {
		all = append(all, s.reader(session, name))
	}
	session.guard.skip = s.skips
	session.guard.stop = func(name, status string, err error) {
		if status == statusSignIn {
			stopAccount(
				stopped{
					model.Expired,
					"the credentials expired while the account was read; sign in again and repeat the scan",
				},
			)
			return
		}
		for _, r := range all {
			if r.name == name && name != "" {
				r.end(
					stopped{
						model.Unreachable,
						"region " + name + " refuses the credentials, so it is disabled or not opted in; leave it out of `regions`",
					},
				)
			}
		}
	}
	s.plan(all)
	var wait workers.Group
	for _, r := range all {
		wait.Go(func() { s.read(ctx, r) })
	}
	wait.Wait()
	var done []*model.Architecture
	for _, r := range all[1:] {
		done = append(done, s.finish(r, global))
	}
	return done
}

func (s *scan) plan(all []*region) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range all {
		s.total += len(r.collectors()) + len(r.lateCollectors())
	}
}

// read runs the collectors of a region.
func (s *scan) read(ctx context.Context, r *region) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r.mu.Lock()
	r.stop = cancel
	r.mu.Unlock()
	if r.name == "" {
		ctx = context.WithValue(ctx, globalKey, true)
	}
	w := newWatch(s.regionTimeout(), func() { r.end(silent(r.name, s.regionTimeout())) })
	r.session.guard.watch(r.name, w)
	defer w.stop()
	s.readAll(ctx, r, r.collectors())
	s.readAll(after(ctx), r, r.lateCollectors())
	r.cause = context.Cause(ctx)
}

// readAll runs some collectors of a region side by side.
func (s *scan) readAll(ctx context.Context, r *region, collectors []collector) {
	var wait workers.Group
	own := make(chan struct{}, parallelInRegion)
	for _, c := range collectors {
		wait.Go(func() {
			defer s.slot(own)()
			if ctx.Err() == nil {
				c.read(ctx, r)
			}
			s.step(r, c.service)
		})
	}
	wait.Wait()
}

func (s *scan) step(r *region, service string) {
	s.mu.Lock()
	s.done++
	p := Progress{Account: r.session.Name, Region: r.name, Service: service, Done: s.done, Total: s.total}
	s.mu.Unlock()
	if s.Progress != nil {
		s.Progress(p)
	}
}

// finish puts the architecture of a region together, with what the account has once.
func (s *scan) finish(r, global *region) *model.Architecture {
	a := &r.a
	a.Roles, a.Records, a.Budgets = global.a.Roles, global.a.Records, global.a.Budgets
	a.Source = model.Source{Kind: Kind, Name: r.session.Name, Account: r.session.id, Region: r.name, Time: s.time()}
	a.Calls = s.ledger.of(r.session.id, "", r.name)
	r.link()
	for _, cause := range []error{r.cause, global.cause} {
		if gap := gapOf(cause); gap != nil {
			a.Gaps = append(a.Gaps, *gap)
			break
		}
	}
	a.Gaps = append(a.Gaps, gapsOf(a.Calls)...)
	a.Gaps = append(a.Gaps, s.skipped()...)
	a.Sort()
	r.linkLaunches()
	r.linkHosts()
	r.linkInterfaces()
	r.linkTargets()
	r.linkInstanceGroups(global.profiles)
	r.wires = wires{} // the model keeps the region alive, and needs them no more
	a.Notes = append(a.Notes, onlyNow)
	a.Sort()
	return a
}
