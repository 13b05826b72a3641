package cost

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/shopspring/decimal"
)

// hoursAMonth is what AWS's own calculator takes for a month.
// https://docs.aws.amazon.com/pricing-calculator/latest/userguide/what-is-pricing-calculator.html
const hoursAMonth = 730

// Usage is what no plan and no account says beforehand: it is assumed for each resource, so
// that the sum over two plans is the sum of one.
type Usage struct {
	AverageTasks, NATGB, LCUHours, TransferOutGB, LogGB, AccessLogGB, ImageGB, InsightsMetrics, EndpointGB, BackupGB int
	// AuroraGB and AuroraMillionRequests are what an Aurora cluster stores and asks of its storage.
	AuroraGB, AuroraMillionRequests int
	// Region is where things are whose region no input tells.
	Region string
}

// Figures are three amounts: the least, the expected and the most.
type Figures struct{ Minimum, Expected, Maximum decimal.Decimal }

func same(n decimal.Decimal) Figures { return Figures{n, n, n} }

func count(n int) Figures { return same(decimal.NewFromInt(int64(n))) }

func (f Figures) times(n decimal.Decimal) Figures {
	return Figures{f.Minimum.Mul(n), f.Expected.Mul(n), f.Maximum.Mul(n)}
}

// Plus adds figure by figure.
func (f Figures) Plus(other Figures) Figures {
	return Figures{f.Minimum.Add(other.Minimum), f.Expected.Add(other.Expected), f.Maximum.Add(other.Maximum)}
}

// belowZero reports whether one of them is no amount.
func (f Figures) belowZero() bool {
	return f.Minimum.IsNegative() || f.Expected.IsNegative() || f.Maximum.IsNegative()
}

// Line is one thing that is paid for.
type Line struct {
	// Class is what kind of expense it is, Row what the document calls what it is paid for.
	Class, Row string
	// May are the components that its resource may be, where that is not decided.
	May []string
	// Resource is its id, Label how people call it.
	Resource, Label string
	// Stack is the stack it belongs to, empty for what no wiring gives to one, or OutOfScope.
	Stack    string
	What     string
	Quantity Figures
	// Price is nil where none was found or the quantity is not known; NotPriced says why.
	Price     *Price
	NotPriced string
	// AtLeast is what a unit costs at the least although it has no price.
	AtLeast decimal.Decimal
	// Reason says whether what is missing could have been read.
	Reason model.Reason
	// Assumption is what was assumed beyond what was read.
	Assumption string
}

// Least is what the line costs a month at the least: its price, or that of a smaller class.
func (l Line) Least() Figures {
	if l.Price == nil {
		return l.Quantity.times(l.AtLeast)
	}
	return l.Monthly()
}

// Monthly is what the line costs a month, in USD; nothing while it is not priced.
func (l Line) Monthly() Figures {
	if l.Price == nil {
		return Figures{}
	}
	return l.Quantity.times(l.Price.USD)
}

// Estimate is all lines of an architecture, sorted.
type Estimate struct {
	Lines []Line
	// documented are the rows that the document has, in their order.
	documented []row
}

// Total sums the lines that are kept.
func (e Estimate) Total(keep func(Line) bool) Figures { return e.sum(keep, Line.Monthly) }

// Least sums what the lines that are kept cost at the least.
func (e Estimate) Least(keep func(Line) bool) Figures { return e.sum(keep, Line.Least) }

func (e Estimate) sum(keep func(Line) bool, amount func(Line) Figures) Figures {
	var sum Figures
	for _, l := range e.Lines {
		if keep(l) {
			sum = sum.Plus(amount(l))
		}
	}
	return sum
}

// NotPriced are the lines without a price.
func (e Estimate) NotPriced() []Line {
	var all []Line
	for _, l := range e.Lines {
		if l.Price == nil {
			all = append(all, l)
		}
	}
	return all
}

// InScope is the estimate of what the scope does not leave out.
func (e Estimate) InScope() Estimate {
	e.Lines = slices.DeleteFunc(slices.Clone(e.Lines), func(l Line) bool { return l.Stack == OutOfScope })
	return e
}

// byHand counts the lines whose price nothing but a person stands for.
func (e Estimate) byHand() int {
	n := 0
	for _, l := range e.Lines {
		if l.Price != nil && l.Price.Grade == ByHand {
			n++
		}
	}
	return n
}

// estimator collects lines.
type estimator struct {
	*wiring.Index
	book  *Book
	usage Usage
	tasks map[string]*wiring.Service
	// scaledDatabases and scaledCaches are by id what scaling makes of them.
	scaledDatabases map[string]*wiring.Database
	scaledCaches    map[string]*wiring.Cache
	// stack is the stack of each resource, whole the one that everything belongs to.
	stack map[string]string
	whole string
	lines []Line
}

// Of estimates an architecture with its facts.
func Of(ix *wiring.Index, facts *wiring.Facts, usage Usage, book *Book) Estimate {
	e := &estimator{
		Index:           ix,
		book:            book,
		usage:           usage,
		tasks:           map[string]*wiring.Service{},
		scaledDatabases: map[string]*wiring.Database{},
		scaledCaches:    map[string]*wiring.Cache{},
		stack:           map[string]string{},
	}
	for i := range facts.Services {
		e.tasks[facts.Services[i].ID] = &facts.Services[i]
	}
	for i := range facts.Databases {
		e.scaledDatabases[facts.Databases[i].ID] = &facts.Databases[i]
	}
	for i := range facts.Caches {
		e.scaledCaches[facts.Caches[i].ID] = &facts.Caches[i]
	}
	e.findStacks(facts)
	for _, step := range []func(){e.databases, e.caches, e.services, e.natGateways, e.loadBalancers, e.network, e.small, e.things} {
		step()
	}
	rows := newNamer(facts)
	for i := range e.lines {
		rows.name(&e.lines[i], e.KindOf(e.lines[i].Resource))
	}
	estimate := Estimate{e.lines, rows.rows}
	estimate.sort()
	return estimate
}

// add prices one line.
func (e *estimator) add(class string, r *model.Resource, what, key string, quantity Figures, assumption string) {
	l := Line{
		Class:      class,
		Resource:   r.ID,
		Label:      label(r),
		Stack:      e.stackOf(r.ID),
		What:       what,
		Quantity:   quantity,
		Assumption: assumption,
	}
	region, known := r.Region.Get()
	if !known && e.usage.Region != "" {
		region, known = e.usage.Region, true
		l.Assumption = strings.TrimPrefix(l.Assumption+", in "+region, ", ")
	}
	if quantity.belowZero() {
		l.Quantity, l.NotPriced, l.Reason = Figures{}, "its quantity is below 0", model.Unsupported
	} else if !known {
		l.NotPriced, l.Reason = "its region is not known; say it in the document's cost.usage.region", r.Region.Why().Reason
	} else if l.Price = e.book.Find(region, key); l.Price == nil {
		l.NotPriced = fmt.Sprintf("the price book has no %s in %s", key, cmp.Or(region, "any region"))
		l.Reason = model.NotPriced
		l.AtLeast = e.book.Floor(region, key)
	}
	e.lines = append(e.lines, l)
}

// unknown adds a line whose price or quantity is not known.
func (e *estimator) unknown(class string, r *model.Resource, what string, why model.Why) {
	text := what + " is not known"
	if why.Detail != "" {
		text += ": " + why.Detail
	}
	e.lines = append(
		e.lines,
		Line{
			Class:     class,
			Resource:  r.ID,
			Label:     label(r),
			Stack:     e.stackOf(r.ID),
			What:      what,
			NotPriced: text,
			Reason:    why.Reason,
		},
	)
}

// label is the name that people know: the address of a plan, the name in an account.
func label(r *model.Resource) string {
	if r.Source.Address != "" {
		return r.Source.Address
	}
	return cmp.Or(r.Name.Or(""), r.ID)
}

func hours(n int) Figures { return count(n * hoursAMonth) }
