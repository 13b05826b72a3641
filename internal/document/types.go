package document

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// Bounds is a range with two ends, written "2-10", or one number for both.
type Bounds struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// UnmarshalText reads "2-10" or "2".
func (b *Bounds) UnmarshalText(text []byte) error {
	low, high, two := strings.Cut(strings.TrimSpace(string(text)), "-")
	if !two {
		high = low
	}
	from, err := strconv.Atoi(strings.TrimSpace(low))
	to, err2 := strconv.Atoi(strings.TrimSpace(high))
	if err != nil || err2 != nil {
		return fmt.Errorf("%q is not a range such as 2-10", text)
	}
	if from > to {
		return fmt.Errorf("%q is impossible: its lower end is above its upper end", text)
	}
	b.From, b.To = from, to
	return nil
}

// JSONSchema describes Bounds to editors.
func (b *Bounds) JSONSchema() map[string]any {
	return map[string]any{"type": []any{"string", "integer"}, "pattern": `^\s*\d+\s*(-\s*\d+\s*)?$`}
}

// PortRange is a range of ports, written "1024-65535", or one port.
type PortRange struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// UnmarshalText reads "1024-65535" or "1024".
func (r *PortRange) UnmarshalText(text []byte) error {
	var b Bounds
	if err := b.UnmarshalText(text); err != nil {
		return err
	}
	if b.From < 1 || b.To > 65535 {
		return fmt.Errorf("%q is not a range of ports between 1 and 65535", text)
	}
	*r = PortRange(b)
	return nil
}

// JSONSchema describes PortRange to editors.
func (r *PortRange) JSONSchema() map[string]any { return (*Bounds)(r).JSONSchema() }

// Prefix is an IP prefix.
type Prefix struct{ netip.Prefix }

// UnmarshalText reads "10.0.0.0/16" and refuses host bits.
func (p *Prefix) UnmarshalText(text []byte) error {
	parsed, err := netip.ParsePrefix(strings.TrimSpace(string(text)))
	if err != nil {
		return fmt.Errorf("%q is not an IP prefix such as 10.0.0.0/16", text)
	}
	if parsed != parsed.Masked() {
		return fmt.Errorf("%s has host bits set; its network is %s", parsed, parsed.Masked())
	}
	p.Prefix = parsed
	return nil
}

// JSONSchema describes Prefix to editors.
func (p *Prefix) JSONSchema() map[string]any {
	return map[string]any{"type": "string", "pattern": `^[0-9a-fA-F.:]+/\d+$`}
}

// TLSVersion is a TLS version.
type TLSVersion string

// UnmarshalText reads "1.2" or "1.3".
func (v *TLSVersion) UnmarshalText(text []byte) error {
	s := string(text)
	if !slices.Contains([]string{"1.0", "1.1", "1.2", "1.3"}, s) {
		return fmt.Errorf("%q is not a TLS version (1.0, 1.1, 1.2, 1.3)", s)
	}
	*v = TLSVersion(s)
	return nil
}

// JSONSchema describes TLSVersion to editors.
func (v *TLSVersion) JSONSchema() map[string]any {
	return map[string]any{"enum": []any{"1.0", "1.1", "1.2", "1.3", 1.2, 1.3, 1.1, 1}}
}

// Components that an edge can connect.
const (
	Internet         = "internet"
	LoadBalancerRole = "load_balancer"
	ApplicationRole  = "application"
	DatabaseRole     = "database"
	CacheRole        = "cache"
)

// Edge is one permitted connection, written "load_balancer -> application:3000".
type Edge struct {
	From string `json:"from"`
	To   string `json:"to"`
	Port int    `json:"port"`
}

// UnmarshalText reads "from -> to:port".
func (e *Edge) UnmarshalText(text []byte) error {
	from, rest, ok := strings.Cut(string(text), "->")
	to, port, ok2 := strings.Cut(rest, ":")
	if !ok || !ok2 {
		return fmt.Errorf("%q is not an edge such as load_balancer -> application:3000", text)
	}
	e.From, e.To = strings.TrimSpace(from), strings.TrimSpace(to)
	n, err := strconv.Atoi(strings.TrimSpace(port))
	if err != nil || n < 1 || n > 65535 {
		return fmt.Errorf("%q is not a port between 1 and 65535", strings.TrimSpace(port))
	}
	e.Port = n
	known := []string{Internet, LoadBalancerRole, ApplicationRole, DatabaseRole, CacheRole}
	for _, end := range []string{e.From, e.To} {
		if !slices.Contains(known, end) {
			return fmt.Errorf("%q is not a component; an edge connects %s", end, strings.Join(known, ", "))
		}
	}
	if e.From == e.To {
		return fmt.Errorf("the edge %q leads nowhere", text)
	}
	return nil
}

// String is the edge as it is written.
func (e Edge) String() string { return fmt.Sprintf("%s -> %s:%d", e.From, e.To, e.Port) }

// JSONSchema describes Edge to editors.
func (e *Edge) JSONSchema() map[string]any {
	return map[string]any{"type": "string", "pattern": `^\s*(internet|load_balancer|application|database|cache)\s*->\s*(internet|load_balancer|application|database|cache)\s*:\s*\d+\s*$`}
}

// MarshalJSON writes the prefix as text.
func (p Prefix) MarshalJSON() ([]byte, error) { return json.Marshal(p.String()) }
