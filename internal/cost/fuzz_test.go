package cost

import "testing"

// FuzzReadBook: a price book that is read can be written and read again; nothing panics.
func FuzzReadBook(f *testing.F) {
	f.Add([]byte(`{"prices":[{"region":"x","key":"a/b.large","unit":"hour","usd":"1","usage_type":"u","source":"s"}]}`))
	f.Add([]byte(`{"prices":[{"usd":"-1"}]}`))
	f.Add(
		[]byte(`{"prices":[{"region":"x","key":"k","unit":"hour","usd":"1e999999999","usage_type":"u","source":"s"}]}`),
	)
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := ReadBook(data)
		if err != nil {
			return
		}
		for _, p := range b.Prices() {
			if b.Find(p.Region, p.Key) == nil {
				t.Errorf("%s is not found", p.Key)
			}
			_ = b.Floor(p.Region, p.Key)
		}
		again, err := b.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if c, err := ReadBook(again); err != nil || len(c.Prices()) != len(b.Prices()) {
			t.Errorf("it cannot be read again: %v", err)
		}
	})
}
