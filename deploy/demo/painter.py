"""Procedural landscape painter: flat-poster style pictures from a scene description.

A scene is a dict: place, light, weather, season (or None), objects [(name, colour or None)], seed.
Coordinates: y in 0..1 (top..bottom), x in units of the height, 0 = centre of the picture.
The same scene can be painted at any size; training pictures only paint the middle part.
"""
import math, random
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

PLACES = ["mountains", "sea", "desert", "meadow", "forest", "city", "lake"]
LIGHTS = ["dawn", "day", "sunset", "night"]
WEATHERS = ["clear", "clouds", "rain", "snow", "storm", "fog"]
SEASONS = ["spring", "summer", "autumn", "winter"]
OBJECTS = ["boat", "house", "tree", "flowers", "balloon", "moon", "birds", "lighthouse", "horse",
           "cactus", "bridge"]
COLOURS = {"red": (208, 48, 44), "white": (246, 244, 238), "yellow": (250, 200, 40), "blue": (40, 98, 200)}
COLOURED = ["boat", "house", "balloon", "flowers"]
ALLOWED = {
    "mountains": ["house", "tree", "flowers", "balloon", "birds", "horse"],
    "sea": ["boat", "boat", "lighthouse", "lighthouse", "balloon", "birds", "house", "bridge"],
    "desert": ["cactus", "cactus", "balloon", "birds", "horse", "house"],
    "meadow": ["house", "tree", "flowers", "balloon", "birds", "horse"],
    "forest": ["house", "birds", "balloon", "horse", "flowers"],
    "city": ["balloon", "birds", "bridge", "bridge", "boat"],
    "lake": ["boat", "boat", "house", "tree", "balloon", "birds", "bridge", "flowers"],
}
GROUND_SPOT = {"house", "tree", "horse", "cactus", "lighthouse"}


def sample_scene(rng, **fix):
    place = fix.get("place") or rng.choice(PLACES)
    weather = fix.get("weather") or rng.choices(WEATHERS, [30, 20, 12, 13, 12, 13])[0]
    if place == "desert" and weather == "snow" and "weather" not in fix:
        weather = rng.choice(["clear", "clouds", "storm"])
    light = fix.get("light") or rng.choices(LIGHTS, [22, 34, 25, 19])[0]
    if place in ("sea", "desert", "city"):
        season = None
    elif weather == "snow":
        season = "winter"
    else:
        season = fix.get("season") or rng.choices(SEASONS, [22, 34, 28, 16])[0]
    objs = []
    n = rng.choices([0, 1, 2], [10, 50, 40])[0]
    if "objects" in fix:
        objs = list(fix["objects"])
    else:
        pool = list(ALLOWED[place])
        if light == "night":
            pool = [o for o in pool if o != "birds"]
        if season == "winter":
            pool = [o for o in pool if o != "flowers"]
        if weather in ("storm", "rain"):
            pool = [o for o in pool if o not in ("balloon", "birds")] + ["birds"] * (light != "night")
        for _ in range(n):
            o = rng.choice(pool)
            if o in [a for a, _ in objs]:
                continue
            if o in GROUND_SPOT and place == "sea" and any(a in GROUND_SPOT for a, _ in objs):
                continue
            if o == "bridge" and any(a in ("lighthouse", "boat") for a, _ in objs) and place == "sea":
                continue
            objs.append((o, rng.choice(list(COLOURS)) if o in COLOURED else None))
        if weather in ("clear", "clouds", "snow") and rng.random() < {"night": .6, "dawn": .15}.get(light, 0):
            objs = objs[:1] + [("moon", None)]
    return dict(place=place, light=light, weather=weather, season=season, objects=objs,
                seed=rng.randrange(1 << 30))


# ---------------------------------------------------------------- small things
def mix(a, b, t):
    return tuple(x + (y - x) * t for x, y in zip(a, b))


def mul(a, b):
    return tuple(min(255.0, x * y) for x, y in zip(a, b))


def ic(c, a=None):
    t = tuple(max(0, min(255, int(v))) for v in c[:3])
    return t if a is None else t + (int(a),)


def grey(c, t):
    g = .3 * c[0] + .59 * c[1] + .11 * c[2]
    return mix(c, (g, g, g), t)


def _tile(seed, n=256, octs=((4, 1), (8, .5), (16, .28), (32, .15), (64, .08))):
    r = np.random.default_rng(seed)
    out = np.zeros((n, n), np.float32)
    for k, a in octs:
        g = r.random((k, k)).astype(np.float32)
        g = np.pad(g, ((0, 1), (0, 1)), mode="wrap")
        out += a * np.asarray(Image.fromarray(g).resize((n, n), Image.BICUBIC))
    lo, hi = np.percentile(out, [2, 98])
    return np.clip((out - lo) / (hi - lo), 0, 1)


TILES = [Image.fromarray((_tile(s) * 255).astype(np.uint8)) for s in range(10)]
GRAIN = np.random.default_rng(99).normal(0, 1, (1024, 1024)).astype(np.float32)

SKIES = {  # stops: top, middle, low, horizon
    "day": [[(48, 118, 205), (96, 165, 226), (160, 208, 240), (228, 242, 246)],
            [(30, 132, 190), (86, 184, 214), (160, 218, 228), (240, 244, 226)],
            [(72, 130, 214), (122, 176, 234), (182, 214, 244), (240, 240, 242)]],
    "dawn": [[(104, 122, 188), (176, 152, 200), (244, 184, 196), (255, 226, 190)],
             [(120, 148, 206), (192, 178, 214), (250, 200, 206), (255, 234, 214)],
             [(92, 128, 176), (160, 172, 206), (238, 190, 190), (255, 224, 180)]],
    "sunset": [[(58, 34, 92), (150, 52, 96), (236, 98, 62), (255, 186, 74)],
               [(40, 44, 104), (128, 62, 112), (242, 120, 60), (255, 204, 92)],
               [(86, 26, 62), (186, 54, 54), (246, 122, 44), (255, 200, 70)]],
    "night": [[(6, 10, 32), (14, 24, 62), (28, 46, 96), (52, 78, 132)],
              [(10, 8, 38), (22, 22, 70), (46, 42, 104), (76, 74, 140)],
              [(4, 16, 34), (8, 34, 64), (18, 60, 92), (42, 96, 122)]],
}
TINT = {"day": (1, 1, 1), "dawn": (.86, .76, .84), "sunset": (.74, .50, .46), "night": (.22, .27, .46)}
OTINT = {"day": (1, 1, 1), "dawn": (.95, .88, .92), "sunset": (.92, .78, .74), "night": (.60, .62, .76)}
GREENS = {"spring": [(124, 190, 82), (146, 204, 96), (104, 178, 96)],
          "summer": [(72, 146, 62), (92, 156, 60), (58, 132, 74)],
          "autumn": [(190, 140, 62), (204, 152, 70), (172, 122, 58)],
          "winter": [(232, 240, 248), (224, 234, 246), (240, 244, 250)], None: [(96, 140, 80)]}
LEAVES = {"spring": [(248, 176, 200), (250, 196, 214), (150, 206, 92)],
          "summer": [(52, 124, 54), (74, 140, 58), (40, 108, 62)],
          "autumn": [(222, 104, 34), (236, 152, 42), (196, 62, 38)],
          "winter": [(214, 226, 238)], None: [(60, 120, 60)]}
PINES = {"spring": (58, 122, 86), "summer": (30, 92, 66), "autumn": (112, 98, 52), "winter": (84, 118, 130),
         None: (40, 90, 70)}

HORSE = [(.98, .74), (.99, .69), (.95, .66), (.88, .70), (.83, .73), (.80, .62), (.77, .52), (.74, .46), (.75, .28),
         (.735, .24), (.745, .03), (.77, 0), (.72, 0), (.71, .04), (.695, .24), (.69, .30), (.665, .42), (.55, .40),
         (.42, .42), (.34, .45), (.33, .36), (.28, .27), (.30, .14), (.30, .03), (.32, 0), (.27, 0), (.26, .04),
         (.25, .15), (.225, .27), (.21, .36), (.18, .46), (.17, .56), (.15, .60), (.11, .55), (.08, .42), (.06, .28),
         (.03, .22), (.02, .32), (.04, .46), (.08, .60), (.14, .67), (.20, .70), (.32, .70), (.45, .665), (.56, .67),
         (.62, .71), (.68, .82), (.74, .91), (.79, .96), (.805, 1.03), (.83, .965), (.87, .91), (.93, .82)]
HLEGS = [[(.74, .47), (.80, .31), (.81, .24), (.84, .04), (.865, .01), (.815, .01), (.80, .05), (.775, .24), (.69, .41)],
         [(.32, .45), (.22, .28), (.19, .16), (.17, .03), (.19, 0), (.14, 0), (.135, .05), (.15, .18), (.16, .28),
          (.18, .48)]]


class Painter:
    def __init__(self, scene, h=426, wu=640 / 426, ss=2):
        self.s = scene
        self.r = random.Random(scene["seed"])
        self.h, self.w = h, round(h * wu)
        self.H, self.W = h * ss, self.w * ss
        self.ss = ss
        self.objs = dict(scene["objects"])
        self.place, self.light, self.weather, self.season = (scene[k] for k in ("place", "light", "weather", "season"))
        self.tint = TINT[self.light]
        self.fgfn = None
        self.spots = [-.27, .27, .0, -.12, .14]
        self.r.shuffle(self.spots)
        # keep two ground objects apart
        self.spots.sort(key=lambda v: 0 if abs(v) > .2 else 1)
        self.usedx = []

    # pixel coordinates on the supersampled canvas
    def p(self, pts):
        H, W2 = self.H, self.W / 2
        return [(x * H + W2, y * H) for x, y in pts]

    def poly(self, pts, c, a=255):
        self.d.polygon(self.p(pts), fill=ic(c, a))

    def ell(self, x, y, rx, ry, c, a=255):
        (px, py), = self.p([(x, y)])
        rx, ry = rx * self.H, ry * self.H
        self.d.ellipse((px - rx, py - ry, px + rx, py + ry), fill=ic(c, a))

    def line(self, pts, c, w, a=255):
        self.d.line(self.p(pts), fill=ic(c, a), width=max(1, round(w * self.H)), joint="curve")

    def rect(self, x0, y0, x1, y1, c, a=255):
        self.d.rectangle(self.p([(x0, y0), (x1, y1)]), fill=ic(c, a))

    def newdraw(self):
        self.d = ImageDraw.Draw(self.im, "RGBA")

    def spot(self):
        for v in self.spots:
            if all(abs(v - u) > .3 for u in self.usedx):
                break
        v += self.r.uniform(-.05, .05)
        self.usedx.append(v)
        return v

    def gradlayer(self, pts, top, bottom, y0, y1):
        """fill a polygon with a vertical gradient"""
        m = Image.new("L", (self.W, self.H), 0)
        ImageDraw.Draw(m).polygon(self.p(pts), fill=255)
        t = np.clip((np.arange(self.H, dtype=np.float32) / self.H - y0) / max(1e-3, y1 - y0), 0, 1)[:, None]
        col = np.array(top, np.float32) * (1 - t) + np.array(bottom, np.float32) * t
        g = Image.fromarray(np.clip(col, 0, 255).astype(np.uint8)[:, None, :]).resize((self.W, self.H), Image.NEAREST)
        self.im.paste(g, (0, 0), m)

    def wavy(self, y, amp, f, jag=0.0):
        """a random ridge as a function of x"""
        r = self.r
        comps = [(r.uniform(.6, 1.4) * f * k, r.uniform(0, 6.28), amp / k ** .9) for k in (1, 2, 3.3)]
        jag_t = [r.uniform(-1, 1) for _ in range(97)] if jag else None

        def fn(x):
            v = y + sum(a * math.sin(w * x + ph) for w, ph, a in comps) * .6
            if jag_t:
                u = (x + .8) / 1.6 * 96
                i = max(0, min(95, int(u)))
                v += jag * (jag_t[i] + (jag_t[i + 1] - jag_t[i]) * (u - i))
            return v
        return fn

    def ridge(self, fn, top, bottom, n=60, depth=.3):
        xs = [-.76 + 1.52 * i / n for i in range(n + 1)]
        pts = [(x, fn(x)) for x in xs]
        y0 = min(y for _, y in pts)
        self.gradlayer(pts + [(.76, 1.01), (-.76, 1.01)], top, bottom, y0, y0 + depth)

    # ------------------------------------------------------------ colours
    def land(self, c, depth=0.0):
        """colour of land at a distance (0 near, 1 far)"""
        snowy = min(c) > 200
        c = mul(c, mix(self.tint, (1, 1, 1), .32) if snowy else self.tint)
        if snowy:
            depth *= .6
        if self.weather in ("rain", "storm"):
            c = mul(grey(c, .35), (.74, .77, .82) if self.weather == "rain" else (.56, .58, .64))
        if self.weather == "fog":
            c = mix(grey(c, .3), self.haze, .28)
            depth = .30 + .62 * depth
        return mix(c, self.haze, min(.93, depth))

    def obj(self, c):
        c = mul(c, OTINT[self.light])
        if self.weather == "storm":
            c = mul(c, (.82, .82, .86))
        if self.weather == "rain":
            c = mul(c, (.9, .9, .93))
        if self.weather == "fog":
            c = mix(c, self.haze, .22)
        return c

    # ------------------------------------------------------------ sky
    def sky(self):
        r, w, h = self.r, self.w, self.h
        st = [mix(c, c, 0) for c in r.choice(SKIES[self.light])]
        jit = tuple(r.uniform(.94, 1.06) for _ in range(3))
        st = [mul(c, jit) for c in st]
        wt = self.weather
        if wt == "rain":
            base = {"day": (132, 148, 162), "dawn": (150, 142, 156), "sunset": (132, 100, 100), "night": (30, 38, 58)}[self.light]
            st = [mix(grey(c, .6), mul(base, (k, k, k)), .68) for c, k in zip(st, (.72, .88, 1.05, 1.22))]
        elif wt == "storm":
            base = {"day": (52, 60, 74), "dawn": (62, 54, 72), "sunset": (62, 40, 50), "night": (22, 26, 44)}[self.light]
            st = [mix(mul(c, (.5, .5, .5)), mul(base, (k, k, k)), q) for c, k, q in zip(st, (.5, .8, 1.1, 1.5), (.95, .9, .8, .55))]
        elif wt == "snow":
            base = {"day": (168, 188, 212), "dawn": (206, 178, 198), "sunset": (206, 132, 116), "night": (26, 34, 66)}[self.light]
            st = [mix(c, mul(base, (k, k, k)), .66) for c, k in zip(st, (.84, .92, .98, 1.05))]
        elif wt == "fog":
            base = {"day": (204, 212, 216), "dawn": (226, 208, 208), "sunset": (224, 170, 138), "night": (48, 58, 82)}[self.light]
            st = [mix(c, base, q) for c, q in zip(st, (.55, .68, .8, .92))]
        elif wt == "clouds":
            st = [grey(c, .12) for c in st]
        self.st = st
        self.haze = mix(st[3], st[2], .35)
        self.hy = hy = self.horizon
        y = np.arange(h, dtype=np.float32) / h
        yy = np.clip(y / (hy + .04), 0, 1)
        col = np.stack([np.interp(yy, (0, .42, .76, 1), [c[i] for c in st]) for i in range(3)], 1).astype(np.float32)
        a = np.repeat(col[:, None, :], w, 1)
        x = (np.arange(w, dtype=np.float32) - w / 2) / h
        # sun
        self.sun = None
        sx = r.uniform(-.36, .36)
        tint = {"day": (255, 250, 222), "dawn": (255, 240, 206), "sunset": (255, 212, 110), "night": (200, 214, 245)}[self.light]
        sy = {"day": r.uniform(.13, .28), "dawn": hy - r.uniform(.06, .16), "sunset": hy - r.uniform(.03, .13), "night": .2}[self.light]
        amp, rad = {"day": (.55, .2), "dawn": (.6, .3), "sunset": (.75, .34), "night": (0, .2)}[self.light]
        amp *= {"clear": 1, "clouds": .75, "rain": .0, "snow": .25, "storm": .12, "fog": .35}[wt]
        self.suncol = tint
        if self.light != "night":
            self.sun = (sx, sy, r.uniform(.045, .06) if self.light == "day" else r.uniform(.06, .095))
        if "moon" in self.objs:
            sx, sy = r.uniform(-.34, .34), r.uniform(.13, .27)
            self.moon = (sx, sy, r.uniform(.05, .085))
            amp, rad, tint = (.42, .24, (206, 218, 250)) if self.light == "night" else (.3, .16, (255, 250, 240))
        self.sx = sx
        if amp > 0:
            d2 = (x[None, :] - sx) ** 2 * .8 + (y[:, None] - sy) ** 2
            g = amp / (1 + d2 / (rad * rad * .22)) ** 1.15
            if self.light in ("sunset", "dawn") and "moon" not in self.objs:
                g += amp * .35 * np.exp(-((y[:, None] - sy) / .12) ** 2)
            g = np.clip(g, 0, 1)[..., None]
            a += (np.array(tint, np.float32) - a) * g
        # soft clouds from a noise tile
        k = {"clear": .0, "clouds": .62, "rain": .5, "snow": .3, "storm": .85, "fog": .25}[wt]
        if wt == "clear" and r.random() < .3:
            k = .22
        if k:
            t = r.choice(TILES)
            ox, oy = r.uniform(0, 60), r.uniform(0, 120)
            bw, bh = r.uniform(90, 150), r.uniform(100, 130)
            ww = bw * w / (h * 1.5)
            cx = ox + bw / 2
            n = np.asarray(t.resize((w, h), Image.BICUBIC, box=(cx - ww / 2, oy, cx + ww / 2, oy + bh)), np.float32) / 255
            n = np.clip((n - .42) * 2.6, 0, 1) * k
            n *= np.clip(1.15 - y / (hy + .05), 0, 1)[:, None] ** .5
            cc = {"day": (255, 255, 255), "dawn": (255, 214, 214), "sunset": (255, 150, 104), "night": (70, 84, 128)}[self.light]
            if wt in ("rain", "storm"):
                cc = mul(st[0], (.6, .6, .62)) if wt == "storm" else mul(st[0], (.8, .8, .82))
            a += (np.array(cc, np.float32) - a) * n[..., None]
        self.im = Image.fromarray(np.clip(a, 0, 255).astype(np.uint8)).resize((self.W, self.H), Image.BILINEAR)
        self.newdraw()
        if self.light == "night" and wt in ("clear", "clouds", "snow"):
            for _ in range(90 if wt == "clear" else 26):
                q = r.random() ** 3
                rr = .0011 + .0028 * q
                self.ell(r.uniform(-.75, .75), r.uniform(0, hy), rr, rr, (255, 250, 230), 110 + 145 * q)
        if self.sun and "moon" not in self.objs and (wt in ("clear", "clouds") or (wt == "fog" and r.random() < .7)):
            x0, y0, rr = self.sun
            c = {"day": (255, 248, 206), "dawn": (255, 246, 220), "sunset": (255, 226, 130)}[self.light]
            if wt == "fog":
                c = mix(c, self.haze, .35)
            for k in (1.8, 1.6, 1.4, 1.2):
                self.ell(x0, y0, rr * k, rr * k, c, 18)
            self.ell(x0, y0, rr, rr, c)
        if "moon" in self.objs:
            x0, y0, rr = self.moon
            c = (250, 246, 224) if self.light == "night" else (252, 250, 244)
            if r.random() < .35:  # crescent, by covering with the local sky colour
                n = 14
                out = [(x0 + rr * math.sin(t), y0 - rr * math.cos(t)) for t in [math.pi * i / n for i in range(n + 1)]]
                inn = [(x0 + rr * .35 * math.sin(t), y0 - rr * math.cos(t)) for t in [math.pi * i / n for i in range(n, -1, -1)]]
                ang = r.uniform(-.5, .9)
                ca, sa = math.cos(ang), math.sin(ang)
                self.poly([(x0 + (px - x0) * ca - (py - y0) * sa, y0 + (px - x0) * sa + (py - y0) * ca) for px, py in out + inn], c)
            else:
                for k in (1.6, 1.45, 1.3, 1.15):
                    self.ell(x0, y0, rr * k, rr * k, c, 14)
                self.ell(x0, y0, rr, rr, c)
                for dx, dy, q in ((-.3, -.2, .22), (.25, .3, .18), (.3, -.35, .12), (-.1, .45, .13)):
                    self.ell(x0 + dx * rr, y0 + dy * rr, q * rr, q * rr, (226, 220, 200), 150)
        self.clouds()
        if "birds" in self.objs:
            self.birds()
        if "balloon" in self.objs:
            self.balloon()

    def puff(self, x, y, s, c, a, under):
        r = self.r
        n = r.randint(4, 6)
        bl = [(x + (i / (n - 1) - .5) * s * 2, s * (.28 + .34 * math.sin(math.pi * (i + .5) / n)) * r.uniform(.8, 1.15)) for i in range(n)]
        # one opaque mask, filled with a gradient, so that the puffs do not show through one another
        H, W2 = self.H, self.W / 2
        x0, y0 = int((x - 1.5 * s) * H + W2), int((y - 1.1 * s) * H)
        bw, bh = int(3 * s * H) + 2, int(1.32 * s * H) + 2
        m = Image.new("L", (bw, bh), 0)
        d = ImageDraw.Draw(m)

        def e(cx, cy, rx, ry):
            px, py = cx * H + W2 - x0, cy * H - y0
            d.ellipse((px - rx * H, py - ry * H, px + rx * H, py + ry * H), fill=a)
        for bx, br in bl:
            e(bx, y - br * .55, br, br * .82)
        e(x, y, s * 1.32, s * .19)
        g = np.linspace(0, 1, bh, dtype=np.float32)[:, None] ** 1.5
        col = np.array(c, np.float32) * (1 - g) + np.array(mix(c, under, .5), np.float32) * g
        g = Image.fromarray(np.clip(col, 0, 255).astype(np.uint8)[:, None, :]).resize((bw, bh), Image.NEAREST)
        self.im.paste(g, (x0, y0), m)
        self.newdraw()

    def clouds(self):
        r, wt = self.r, self.weather
        hy = self.hy
        if wt == "clouds":
            c = {"day": (255, 255, 255), "dawn": (255, 226, 226), "sunset": (255, 176, 130), "night": (82, 96, 140)}[self.light]
            for _ in range(r.randint(4, 7)):
                y = r.uniform(.08, hy * .72)
                s = .06 + .09 * (1 - y / hy) + r.uniform(0, .05)
                self.puff(r.uniform(-.72, .72), y, s, mix(c, self.haze, r.uniform(0, .25)), 225, self.st[1])
        elif wt in ("storm", "rain"):
            k = 1.25 if wt == "storm" else 1.0
            b = {"day": (74, 82, 96), "dawn": (86, 76, 94), "sunset": (84, 56, 66), "night": (26, 30, 46)}[self.light] if wt == "storm" \
                else mul(self.st[1], (.86, .86, .88))
            for row in range(3 if wt == "storm" else 2):
                yb = .24 * k - row * .085 * k
                c = mul(b, (1 - .24 * row,) * 3)
                x = -.85
                while x < .85:
                    s = r.uniform(.09, .15) * k
                    self.ell(x, yb - .06 + r.uniform(-.03, .03), s, s * .62, c, 235)
                    x += s * 1.05
                self.rect(-.76, -.01, .76, yb - .06, c, 235)
            if wt == "storm" and r.random() < .38:
                x, y = r.uniform(-.35, .35), .2
                pts = [(x, y)]
                while y < hy - .03:
                    y += r.uniform(.04, .08)
                    x += r.uniform(-.05, .05)
                    pts.append((x, y))
                self.line(pts, (200, 200, 255), .016, 70)
                self.line(pts, (255, 252, 225), .0065)
                i = len(pts) // 2
                bx, by = pts[i]
                self.line([pts[i], (bx + .06, by + .06), (bx + .08, by + .12)], (255, 252, 225), .004)

    def birds(self):
        r = self.r
        cx, cy = r.uniform(-.22, .22), r.uniform(.16, .34)
        dark = self.light != "night" and self.weather not in ("storm", "rain")
        c = mul(self.st[0], (.35, .35, .38)) if dark else ((30, 30, 40) if self.weather == "rain" else (226, 228, 234))
        n = r.randint(5, 9)
        for i in range(n):
            k = (i + 1) // 2 * (1 if i % 2 else -1)
            x = cx + k * r.uniform(.055, .085)
            y = cy + abs(k) * .028 + r.uniform(-.025, .025)
            s = r.uniform(.030, .046)
            f = r.uniform(.35, .75)
            self.poly([(x, y), (x - s * .45, y - s * f), (x - s, y - s * f * .62), (x - s * .45, y - s * f * .66), (x, y + s * .24),
                       (x + s * .45, y - s * f * .66), (x + s, y - s * f * .62), (x + s * .45, y - s * f)], c)

    def balloon(self):
        r = self.r
        col = self.obj(COLOURS[self.objs["balloon"]])
        alt = self.obj((250, 246, 236)) if self.objs["balloon"] != "white" else self.obj((222, 222, 226))
        if r.random() < .3:
            alt = mul(col, (.78, .78, .8))
        x, y, s = r.uniform(-.3, .3), r.uniform(.19, .28), r.uniform(.1, .145)
        if "moon" in self.objs and abs(x - self.moon[0]) < .3:
            x = -math.copysign(.26, self.moon[0])
        n = 20

        def half(w):
            pts = []
            for i in range(n + 1):
                t = i / n
                rad = math.sin(math.pi * min(1, t * .5 + .0) * 1) if t < .0 else 0
                ang = t * math.pi
                rad = math.sin(ang) ** .85 if t < .5 else math.cos((t - .5) * 2 * 1.28) ** .8
                pts.append((w * rad * s, y - s + t * 2.15 * s))
            return pts
        for w, c in ((1, col), (.72, alt), (.42, col), (.14, alt)):
            pts = half(w)
            self.poly([(x + a, b) for a, b in pts] + [(x - a, b) for a, b in reversed(pts)], c)
        # shade on the right side
        pts = half(1)
        pin = half(.55)
        self.poly([(x + a, b) for a, b in pts] + [(x + a, b) for a, b in reversed(pin)], (0, 0, 20), 38)
        yb = y + 1.15 * s
        self.line([(x - .16 * s, yb), (x - .11 * s, yb + .32 * s)], (60, 50, 50), .003)
        self.line([(x + .16 * s, yb), (x + .11 * s, yb + .32 * s)], (60, 50, 50), .003)
        self.rect(x - .15 * s, yb + .3 * s, x + .15 * s, yb + .52 * s, self.obj((120, 78, 46)))

    # ------------------------------------------------------------ parts
    def pine(self, x, y, s, c, snow=None):
        self.rect(x - .03 * s, y - .1 * s, x + .03 * s, y + .02 * s, mul(c, (.7, .6, .5)))
        pts_l, pts_r = [], []
        for i in range(4):
            t0, t1 = i / 4, (i + 1) / 4
            wo, wi = .10 + .19 * t1, .03 + .15 * t1
            yb = y - s * (1 - t1) * .93 - .07 * s
            pts_r += [(x + wo * s, yb)] + ([(x + wi * s * .75, yb - .015 * s)] if i < 3 else [])
            pts_l += [(x - wo * s, yb)] + ([(x - wi * s * .75, yb - .015 * s)] if i < 3 else [])
        self.poly([(x, y - s)] + pts_r + pts_l[::-1], c)
        if snow:
            for i in range(4):
                t0, t1 = i / 4, (i + 1) / 4
                wo = .10 + .19 * t1
                yb = y - s * (1 - t1) * .93 - .07 * s
                yt = y - s * (1 - t0) * .93 - .03 * s if i else y - s
                self.poly([(x, yt - .03 * s), (x + wo * s, yb), (x + wo * .3 * s, yb - .09 * s), (x, yb - .05 * s), (x - wo * .4 * s, yb - .1 * s), (x - wo * s, yb)], snow)

    def crown(self, x, y, s, cols, bare=False, trunk=(84, 58, 44)):
        """a broad-leaved tree of height s standing at (x, y)"""
        r = self.r
        t = self.land(trunk)
        self.poly([(x - .045 * s, y), (x - .022 * s, y - .5 * s), (x + .022 * s, y - .5 * s), (x + .05 * s, y)], t)
        if bare:
            def br(x0, y0, ang, ln, k):
                x1, y1 = x0 + ln * math.sin(ang), y0 - ln * math.cos(ang)
                self.line([(x0, y0), (x1, y1)], t, .012 * s * k)
                if k > 1:
                    for da in (-r.uniform(.35, .6), r.uniform(.3, .6)):
                        br(x1, y1, ang + da, ln * .72, k - 1)
            for a0 in (-.6, -.05, .55):
                br(x, y - .42 * s, a0 + r.uniform(-.1, .1), .24 * s, 3)
            return
        c = self.land(r.choice(cols))
        bl = [(0, -.72, .26), (-.2, -.58, .2), (.2, -.6, .21), (-.09, -.82, .18), (.12, -.84, .17), (0, -.5, .2)]
        bl = [(dx + r.uniform(-.03, .03), dy, q * r.uniform(.92, 1.12)) for dx, dy, q in bl]
        for dx, dy, q in bl:
            self.ell(x + dx * s, y + dy * s, q * s, q * s * .92, mul(c, (.8, .8, .84)))
        for dx, dy, q in bl:
            self.ell(x + dx * s - .03 * s, y + dy * s - .035 * s, q * s * .82, q * s * .74, c)
        for dx, dy, q in bl[:5]:
            self.ell(x + dx * s - .06 * s, y + dy * s - .075 * s, q * s * .42, q * s * .36, mix(c, mul((255, 244, 200), self.tint), .14))

    def house(self, x, y, s):
        col = self.obj(COLOURS[self.objs["house"]])
        colname = self.objs["house"]
        shade = mul(col, (.78, .78, .82))
        roof = self.obj({"red": (88, 64, 62), "white": (110, 84, 78), "yellow": (124, 74, 54), "blue": (70, 70, 84)}[colname])
        if self.season == "winter" or self.weather == "snow":
            roof = self.obj((236, 242, 250))
        lit = self.light in ("night", "sunset") or self.weather in ("storm", "rain", "fog", "snow")
        win = (255, 214, 110) if lit else (88, 118, 140)
        w = s * .62
        fl = self.r.choice((-1, 1))
        X = lambda v: x + fl * v
        # chimney and smoke
        q = lambda a, b: self.poly(a, b)
        q([(X(.24 * s), y - .95 * s), (X(.34 * s), y - .95 * s), (X(.34 * s), y - .6 * s), (X(.24 * s), y - .6 * s)], mul(roof, (.8, .75, .75)))
        if self.r.random() < .6:
            for i in range(4):
                self.ell(X(.29 * s + .06 * s * i), y - (1.03 + .13 * i) * s, (.05 + .022 * i) * s, (.045 + .018 * i) * s, (236, 236, 240), 120 - 22 * i)
        # long side and gable
        q([(X(-.18 * s), y - .5 * s), (X(w), y - .5 * s), (X(w), y), (X(-.18 * s), y)], shade)
        q([(X(-w), y - .5 * s), (X(-.4 * s), y - .92 * s), (X(-.18 * s), y - .5 * s), (X(-.18 * s), y), (X(-w), y)], col)
        q([(X(-.45 * s), y - .96 * s), (X(.46 * s), y - .96 * s), (X(w + .06 * s), y - .46 * s), (X(-.15 * s), y - .46 * s), (X(-.4 * s), y - .92 * s)], roof)
        q([(X(-.45 * s), y - .96 * s), (X(-.36 * s), y - .96 * s), (X(-w - .06 * s), y - .44 * s), (X(-w - .07 * s), y - .52 * s)], mul(roof, (.85, .85, .85)))
        # door, windows
        q([(X(-.46 * s), y - .3 * s), (X(-.32 * s), y - .3 * s), (X(-.32 * s), y), (X(-.46 * s), y)], mul(roof, (.6, .55, .5)))
        for wx in (.02, .34):
            q([(X(wx * s), y - .36 * s), (X((wx + .17) * s), y - .36 * s), (X((wx + .17) * s), y - .16 * s), (X(wx * s), y - .16 * s)], win)
            self.line([(X((wx + .085) * s), y - .36 * s), (X((wx + .085) * s), y - .16 * s)], mix(win, (60, 50, 50), .6), .02 * s)
        if lit and self.light == "night":
            for k in range(7):
                self.ell(x, y - .22 * s, (.6 + .12 * k) * s, (.34 + .07 * k) * s, (255, 200, 100), 6)

    def horse(self, x, y, s):
        fl = self.r.choice((-1, 1))
        lum = sum(self.land((100, 120, 80))) / 3
        c = self.r.choice([(52, 34, 28), (34, 28, 32), (96, 58, 36)])
        c = mul(self.obj(c), (.9, .9, .9)) if self.light != "night" else (10, 10, 16)
        for i, pg in enumerate(HLEGS + [HORSE]):
            self.poly([(x + fl * (a - .5) * s, y - b * s * .95) for a, b in pg], mul(c, (.8, .8, .8)) if i < 2 else c)
        self.poly([(x + fl * (a - .5) * s, y - b * s * .95) for a, b in
                   [(.79, .97), (.72, .90), (.66, .80), (.61, .70), (.58, .66), (.63, .62), (.68, .70), (.74, .82)]], mul(c, (.6, .6, .6)))

    def cactus(self, x, y, s):
        c = self.land((62, 122, 70)) if self.light != "night" else self.land((70, 140, 90))
        hi = mix(c, (220, 240, 170), .22)
        w = .085 * s

        def seg(x0, y0, x1, y1, ww, cc):
            self.line([(x0, y0), (x1, y1)], cc, 2 * ww)
            self.ell(x1, y1, ww, ww, cc)
            self.ell(x0, y0, ww, ww, cc)
        seg(x, y, x, y - .92 * s, w, c)
        l, rr = self.r.uniform(.3, .45), self.r.uniform(.4, .58)
        seg(x, y - l * s, x - .25 * s, y - l * s, w * .72, c)
        seg(x - .25 * s, y - l * s, x - .25 * s, y - (l + .28) * s, w * .72, c)
        seg(x, y - rr * s, x + .24 * s, y - rr * s, w * .72, c)
        seg(x + .24 * s, y - rr * s, x + .24 * s, y - (rr + .22) * s, w * .72, c)
        for o in (-.35, .2):
            self.line([(x + o * w, y), (x + o * w, y - .9 * s)], hi, .012 * s)

    def boat(self, x, y, s):
        col = self.obj(COLOURS[self.objs["boat"]])
        fl = self.r.choice((-1, 1))
        X = lambda v: x + fl * v * s
        alt = mul(col, (.82, .82, .86))
        self.line([(X(.02), y - .06 * s), (X(.02), y - 1.12 * s)], self.obj((80, 62, 52)), .022 * s)
        self.poly([(X(-.02), y - 1.06 * s), (X(-.12), y - .7 * s), (X(-.44), y - .2 * s), (X(-.02), y - .2 * s)], col)
        self.poly([(X(.06), y - 1.0 * s), (X(.2), y - .66 * s), (X(.46), y - .22 * s), (X(.06), y - .2 * s)], alt)
        self.line([(X(-.2), y - .5 * s), (X(-.02), y - .5 * s)], mul(col, (.88, .88, .9)), .01 * s)
        hull = self.obj((96, 60, 44)) if self.objs["boat"] in ("white", "yellow") else self.obj((240, 236, 226))
        if self.r.random() < .4:
            hull = mul(col, (.9, .9, .9))
        self.poly([(X(-.55), y - .14 * s), (X(.62), y - .16 * s), (X(.42), y + .06 * s), (X(-.42), y + .06 * s)], hull)
        self.poly([(X(-.55), y - .14 * s), (X(.62), y - .16 * s), (X(.59), y - .11 * s), (X(-.53), y - .09 * s)], col)
        # mirrored image in the water
        for i in range(7):
            t = i / 7
            ww = .42 * (1 - t) + .05
            yy = y + (.1 + .5 * t) * s
            c = hull if t < .2 else col
            dx = self.r.uniform(-.04, .04)
            self.line([(x + (dx - ww) * s, yy), (x + (dx + ww) * s, yy)], c, .022 * s, 150 - 110 * t)

    def lighthouse(self, x, y, s):
        wht, red = self.obj((246, 242, 236)), self.obj((200, 52, 46))
        w0, w1 = .13, .08
        n = 5
        for i in range(n):
            t0, t1 = i / n, (i + 1) / n
            a, b = w0 + (w1 - w0) * t0, w0 + (w1 - w0) * t1
            self.poly([(x - a * s, y - t0 * .76 * s), (x + a * s, y - t0 * .76 * s), (x + b * s, y - t1 * .76 * s), (x - b * s, y - t1 * .76 * s)], red if i % 2 else wht)
        self.poly([(x + w0 * .35 * s, y), (x + w0 * s, y), (x + w1 * s, y - .76 * s), (x + w1 * .35 * s, y - .76 * s)], (0, 0, 20), 36)
        lit = self.light in ("night", "sunset", "dawn") or self.weather in ("storm", "fog", "rain")
        if lit:
            ly = y - .84 * s
            for sg in (-1, 1):
                self.poly([(x, ly - .012), (x + sg * 1.2, ly - .16), (x + sg * 1.2, ly + .12), (x, ly + .012)], (255, 240, 180), 52 if self.light == "night" else 34)
        self.rect(x - .12 * s, y - .79 * s, x + .12 * s, y - .755 * s, self.obj((50, 50, 60)))
        self.rect(x - .065 * s, y - .91 * s, x + .065 * s, y - .79 * s, (255, 232, 150) if lit else self.obj((150, 190, 205)))
        self.poly([(x - .09 * s, y - .91 * s), (x, y - 1.02 * s), (x + .09 * s, y - .91 * s)], red)

    def flowers(self, y0, y1=1.0, n=70):
        r = self.r
        name = self.objs["flowers"]
        col = self.obj(COLOURS[name])
        stem = self.land((60, 120, 50))
        ctr = self.obj((250, 214, 80) if name != "yellow" else (150, 84, 30))
        ys = sorted(r.uniform(0, 1) ** .8 for _ in range(n))
        for t in ys:
            y = y0 + (y1 - y0) * t
            x = r.uniform(-.75, .75)
            s = .008 + .019 * t
            if callable(self.fgfn) and y < self.fgfn(x) + .02:
                continue
            self.line([(x, y), (x + r.uniform(-.004, .004), y + 2.2 * s)], stem, .15 * s + .001)
            c = mul(col, (k := r.uniform(.88, 1.04), k, k))
            if t > .45:
                for dx, dy in ((-.6, -.18), (.6, -.18), (0, -.64), (-.37, .5), (.37, .5)):
                    self.ell(x + dx * s, y + dy * s, s * .46, s * .44, c)
                self.ell(x, y - .05 * s, s * .36, s * .34, ctr)
            else:
                self.ell(x, y, s, s * .8, c)

    def bridge(self, yd):
        r = self.r
        if self.place == "lake" or (self.place == "city" and r.random() < .3):
            c = self.land((150, 136, 122), .12)
            sh = mul(c, (.66, .66, .7))
            top = yd - .085
            n = r.choice((5, 6, 7))
            wd = 1.6 / n
            off = r.uniform(-.1, .1)
            m = Image.new("L", (self.W, self.H), 0)
            dm = ImageDraw.Draw(m)
            dm.rectangle(self.p([(-.76, top), (.76, yd)]), fill=255)
            for i in range(-1, n + 1):
                cx = -.8 + off + (i + .5) * wd
                (ax, ay), (bx, by) = self.p([(cx - wd * .41, top + .022), (cx + wd * .41, yd + .04)])
                dm.ellipse((ax, ay, bx, by), fill=0)
                dm.rectangle((ax, (ay + by) / 2, bx, by), fill=0)
            self.im.paste(ic(c), (0, 0), m)
            self.newdraw()
            self.rect(-.76, top - .012, .76, top + .004, mul(c, (1.12, 1.1, 1.08)))
            self.line([(-.76, top + .012), (.76, top + .012)], sh, .004)
        else:
            c = self.obj((186, 62, 48)) if self.weather not in ("storm",) else self.obj((150, 56, 48))
            deck = yd - .07
            t1, t2 = -.33 + r.uniform(-.05, .05), .33 + r.uniform(-.05, .05)
            ht = .30
            for tx in (t1, t2):
                for dx in (-.018, .018):
                    self.rect(tx + dx - .008, deck - ht, tx + dx + .008, yd + .02, c)
                for k in (.06, .15, .24):
                    self.rect(tx - .02, deck - ht + k - .008, tx + .02, deck - ht + k, c)

            def cable(x):
                if x < t1:
                    u = (x + 1.05) / (t1 + 1.05)
                    return deck - ht * max(0, u) ** 2
                if x > t2:
                    u = (1.05 - x) / (1.05 - t2)
                    return deck - ht * max(0, u) ** 2
                u = (x - (t1 + t2) / 2) / ((t2 - t1) / 2)
                return deck - .035 - (ht - .035) * u * u
            xs = [-.76 + 1.52 * i / 48 for i in range(49)]
            self.line([(x, cable(x)) for x in xs], c, .0075)
            for x in xs[::2]:
                self.line([(x, cable(x)), (x, deck)], c, .0028, 200)
            self.rect(-.76, deck - .008, .76, deck + .013, mul(c, (.85, .85, .85)))

    # ------------------------------------------------------------ water
    def water(self, y0, y1, mirror):
        """water between y0 and y1"""
        r = self.r
        H, W = self.H, self.W
        a0, a1 = int(y0 * H), min(H, int(y1 * H))
        n = a1 - a0
        if n < 2:
            return
        t = np.linspace(0, 1, n, dtype=np.float32)[:, None]
        deep = {"day": (28, 104, 152), "dawn": (104, 112, 160), "sunset": (78, 44, 88), "night": (10, 20, 48)}[self.light]
        if self.weather in ("rain", "storm"):
            deep = mul(grey(deep, .5), (.7, .72, .76))
        elif self.weather in ("fog", "snow"):
            deep = mix(grey(deep, .35), self.haze, .3)
        near, far = deep, mix(self.haze, deep, .25)
        col = np.array(far, np.float32) * (1 - t) + np.array(near, np.float32) * t
        if mirror:
            src = np.asarray(self.im.crop((0, max(0, a0 - n), W, a0)), np.float32)[::-1]
            if len(src) < n:
                src = np.concatenate([src, np.repeat(src[-1:], n - len(src), 0)])
            amp = (.002 + .012 * t[:, 0]) * H
            ph = np.sin(np.arange(n) / H * 320 / (1 + 2 * t[:, 0])) * amp
            idx = np.clip(np.arange(W)[None, :] + ph[:, None].astype(np.int32), 0, W - 1)
            src = np.take_along_axis(src, idx[..., None], 1)
            k = (.72 - .3 * t)[..., None]
            out = src * k + col[:, None, :] * (1 - k)
        else:
            out = np.repeat(col[:, None, :], W, 1)
        self.im.paste(Image.fromarray(np.clip(out, 0, 255).astype(np.uint8)), (0, a0))
        self.newdraw()
        # glitter under the sun or moon
        lum = {"clear": 1, "clouds": .7, "fog": .35, "snow": .3, "rain": .12, "storm": .15}[self.weather]
        if self.light == "night" and "moon" not in self.objs:
            lum *= .25
        gc = mix(self.suncol, (255, 255, 255), .25)
        for i in range(34):
            u = (i + .5) / 34
            y = y0 + (y1 - y0) * u ** 1.35
            w = (.012 + .10 * u) * r.uniform(.35, 1.1)
            x = self.sx + r.uniform(-.05, .05) * (.3 + 2 * u)
            th = .0022 + .006 * u
            self.ell(x, y, w, th, gc, 190 * lum * r.uniform(.5, 1))
        # wave lines
        wc = mix(deep, (255, 255, 255), .45 if self.light != "night" else .2)
        for i in range(40):
            u = r.random()
            y = y0 + (y1 - y0) * u ** 1.2
            self.ell(r.uniform(-.75, .75), y, (.015 + .07 * u) * r.uniform(.5, 1.2), .0012 + .0026 * u, wc, 64)

    # ------------------------------------------------------------ places
    def paint_place(self):
        getattr(self, "pl_" + self.place)()

    def green(self, i=0):
        g = GREENS[self.season]
        return g[i % len(g)]

    def peaks(self, base, n, hmin, hmax, rock, depth, snowline):
        r = self.r
        xs = sorted(r.uniform(-.7, .7) for _ in range(n))
        pk = [(x, r.uniform(hmin, hmax)) for x in xs]
        pk.sort(key=lambda q: q[1])
        for x, ht in pk:
            hw = ht * r.uniform(.85, 1.25)
            top = base - ht
            L = [(x - hw * (1 - t) + r.uniform(-.012, .012), base - ht * t + r.uniform(-.012, .012)) for t in (0, .2, .4, .6, .8)]
            R = [(x + hw * t + r.uniform(-.012, .012), top + ht * t + r.uniform(-.012, .012)) for t in (.2, .4, .6, .8, 1)]
            M = [(x + hw * .12 * math.sin(t * 9 + ht * 40) * t + .16 * hw * t, top + ht * t) for t in (.15, .3, .45, .6, .8, 1)]
            lit, dark = self.land(rock, depth), self.land(mul(rock, (.68, .68, .76)), depth)
            lo = mix(lit, self.haze, .45)
            self.gradlayer(L + [(x, top)] + M, lit, lo, top, base)
            self.gradlayer([(x, top)] + R + M[::-1], dark, mix(dark, self.haze, .45), top, base)
            self.newdraw()
            sn = snowline
            if sn > 0:
                sc = self.land((250, 252, 255), depth * .6)
                sd = mix(sc, self.land((120, 150, 200), depth), .45)
                f = lambda t, side: (x + side * hw * t, top + ht * t)
                zz = [f(sn * k, s) for k, s in ((1.0, -.98), (.72, -.55), (1.08, -.35), (.8, 0.02))]
                self.poly([(x, top - .004)] + zz, sc)
                zz = [f(sn * k, s) for k, s in ((.8, .02), (1.12, .3), (.74, .55), (1.0, .98))]
                self.poly([(x, top - .004)] + zz, sd)

    def trees_on(self, fn, n, smin, smax, c, snow=None, x0=-.75, x1=.75, avoid=True):
        r = self.r
        for _ in range(n):
            x = r.uniform(x0, x1)
            if avoid and any(abs(x - u) < .13 for u in self.usedx):
                continue
            self.pine(x, fn(x) + .012, r.uniform(smin, smax), mul(c, (k := r.uniform(.85, 1.12), k, k)), snow)

    def ground_objects(self, fn, scale=1.0, only=None):
        for o in ("tree", "house", "horse", "cactus"):
            if o in self.objs:
                x = self.gx[o]
                y = fn(x)
                if o == "house":
                    self.house(x, y + .02 + .05 * scale * .3, self.r.uniform(.15, .2) * scale)
                elif o == "tree":
                    y += .03
                    s = self.r.uniform(.34, .44) * scale
                    self.ell(x, y, .22 * s, .02 * s, (0, 0, 10), 50)
                    self.crown(x, y, s, LEAVES[self.season], bare=self.season == "winter")
                elif o == "horse":
                    self.horse(x, y + .035, self.r.uniform(.19, .25) * scale)
                elif o == "cactus":
                    self.cactus(x, y + .05, self.r.uniform(.3, .38) * scale)

    def reserve(self):
        self.gx = {o: self.spot() for o in ("tree", "house", "horse", "cactus", "lighthouse") if o in self.objs}

    def snowcol(self):
        return self.land((238, 244, 250)) if self.season == "winter" else None

    def texture_grass(self, fn, c, n=50):
        r = self.r
        for _ in range(n):
            x, t = r.uniform(-.75, .75), r.random()
            y = fn(x) + .03 + (1.0 - fn(x)) * t
            s = .008 + .018 * t
            self.line([(x, y), (x + r.uniform(-.4, .4) * s, y - s)], c, .0022 + .002 * t, 120)

    def pl_mountains(self):
        r = self.r
        self.reserve()
        base = self.hy + .14
        rock = r.choice([(112, 122, 146), (126, 116, 128), (96, 120, 138), (134, 118, 108)])
        if self.season == "winter":
            rock = mix(rock, (226, 232, 244), .35)
        self.ridge(self.wavy(self.hy - .12, .05, 7, .03), self.land(mix(rock, (110, 130, 190), .4), .72), self.haze, n=90)
        self.peaks(base, r.randint(3, 5), .30, .54, rock, .22, {"winter": .55, "spring": .36, "autumn": .3, "summer": .26}[self.season])
        pc = PINES[self.season]
        f1 = self.wavy(self.hy + .06, .025, 6, .006)
        self.ridge(f1, self.land(mix(pc, self.green(), .35), .34), self.land(mix(pc, self.green(), .5), .2))
        self.newdraw()
        self.trees_on(f1, 40, .04, .08, self.land(pc, .28), avoid=False)
        self.fog_band(self.hy + .08)
        fg = self.wavy(.81, .03, 3.4)
        self.fgfn = fg
        g = self.green(r.randrange(3))
        self.ridge(fg, self.land(g, .05), self.land(mul(g, (.7, .74, .74))))
        self.newdraw()
        self.trees_on(fg, r.randint(4, 9), .13, .24, self.land(pc), self.snowcol())
        self.texture_grass(fg, self.land(mul(g, (.72, .76, .72))))
        self.ground_objects(fg)

    def pl_meadow(self):
        r = self.r
        self.reserve()
        hy = self.hy
        g = [self.green(i) for i in range(3)]
        r.shuffle(g)
        self.ridge(self.wavy(hy - .02, .04, 5), self.land(mix(g[0], (120, 150, 190), .4), .6), self.haze)
        f1 = self.wavy(hy + .05, .03, 4.5)
        self.ridge(f1, self.land(g[0], .36), self.land(mul(g[0], (.85, .88, .85)), .2))
        self.newdraw()
        lv = LEAVES[self.season]
        for _ in range(9):
            x = r.uniform(-.75, .75)
            s = r.uniform(.018, .038)
            c = self.land(mix(r.choice(lv), self.green(), .3), .3)
            self.ell(x, f1(x) - s * .5, s, s * .9, c)
        f2 = self.wavy(hy + .13, .03, 3.8)
        self.ridge(f2, self.land(g[1], .16), self.land(mul(g[1], (.82, .85, .82)), .06))
        self.newdraw()
        # field stripes
        cx = r.uniform(-.5, .5)
        st = self.land(mul(g[1], (.86, .9, .84)), .1)
        if r.random() < .6 and self.season != "winter":
            for i in range(-7, 8):
                self.poly([(cx + i * .05, f2(cx) + .06), (cx + i * .05 + .016, f2(cx) + .06), (cx + i * .2 + .07, 1.0), (cx + i * .2, 1.0)], st, 90)
        self.fog_band(hy + .1)
        fg = self.wavy(hy + .22, .028, 3.0)
        self.fgfn = fg
        self.ridge(fg, self.land(g[2], .03), self.land(mul(g[2], (.66, .72, .68))))
        self.newdraw()
        self.texture_grass(fg, self.land(mul(g[2], (.7, .76, .68))), 70)
        self.ground_objects(fg)

    def pl_forest(self):
        r = self.r
        self.reserve()
        hy = self.hy
        pc = PINES[self.season]
        leafy = self.season in ("autumn", "spring", "summer") and r.random() < (.65 if self.season == "autumn" else .4)
        lv = LEAVES[self.season]
        self.ridge(self.wavy(hy - .1, .04, 6), self.land(mix(pc, (110, 140, 180), .4), .7), self.haze)
        g = self.green(r.randrange(3))
        for k, (dy, sz, dep, n) in enumerate(((-.0, .16, .55, 44), (.09, .24, .32, 34))):
            fn = self.wavy(hy + dy, .02, 5)
            self.ridge(fn, self.land(mix(pc, g, .3), dep), self.land(mix(pc, g, .3), max(.05, dep - .2)))
            self.newdraw()
            for _ in range(n):
                x = r.uniform(-.75, .75)
                kk = r.uniform(.85, 1.12)
                if leafy and r.random() < .6:
                    s = sz * r.uniform(.22, .34)
                    c = self.land(mul(r.choice(lv), (kk,) * 3), dep)
                    self.ell(x, fn(x) - s * 1.2, s * .8, s * 1.25, c)
                    self.ell(x - s * .2, fn(x) - s * 1.4, s * .5, s * .8, mix(c, self.haze, .14))
                else:
                    self.pine(x, fn(x) + .01, sz * r.uniform(.75, 1.15), self.land(mul(pc, (kk,) * 3), dep),
                              self.snowcol() if k == 1 else None)
            self.fog_band(hy + dy + .05)
        fg = self.wavy(.84, .018, 3)
        self.fgfn = fg
        self.ridge(fg, self.land(mix(g, pc, .25)), self.land(mul(mix(g, pc, .25), (.62, .66, .64))))
        self.newdraw()
        self.texture_grass(fg, self.land(mul(g, (.66, .7, .62))), 40)
        self.ground_objects(fg, .92)
        # big trees framing the clearing
        taken = list(self.usedx)
        for sg in (-1, 1):
            for _ in range(3):
                x = sg * r.uniform(.3, .74)
                if any(abs(x - u) < .19 for u in taken):
                    continue
                s = r.uniform(.5, .8)
                kk = r.uniform(.8, 1.0)
                if leafy and r.random() < .6:
                    self.crown(x, 1.01, s * .8, lv)
                else:
                    self.pine(x, 1.03, s, self.land(mul(pc, (kk,) * 3)), self.snowcol())

    def pl_desert(self):
        r = self.r
        self.reserve()
        hy = self.hy
        sand = r.choice([(232, 186, 122), (226, 164, 104), (238, 202, 146), (216, 140, 92)])
        if r.random() < .5:  # mesas
            c = mix(sand, (176, 84, 58), .6)
            for _ in range(r.randint(2, 3)):
                x, w, ht = r.uniform(-.65, .65), r.uniform(.07, .16), r.uniform(.09, .2)
                self.gradlayer([(x - w * 1.5, hy + .05), (x - w * 1.1, hy - ht * .45), (x - w, hy - ht), (x + w * .9, hy - ht * 1.02),
                                (x + w * 1.05, hy - ht * .4), (x + w * 1.5, hy + .05)], self.land(c, .25), self.land(sand, .4), hy - ht, hy)
                self.newdraw()
                self.rect(x - w, hy - ht * .72, x + w * .95, hy - ht * .66, self.land(mul(c, (.85, .8, .8)), .25))
        else:
            self.ridge(self.wavy(hy - .03, .03, 5), self.land(mix(sand, (200, 150, 150), .4), .5), self.haze)
        for k, (dy, dep) in enumerate(((.02, .35), (.1, .18))):
            # dunes: curved crest with a lit and a shaded side
            fn = self.wavy(hy + dy, .035, 4.2 - k)
            self.ridge(fn, self.land(mul(sand, (1.04, 1.03, 1.0)), dep), self.land(mul(sand, (.86, .82, .8)), dep * .6))
            xs = [-.76 + 1.52 * i / 40 for i in range(41)]
            x0 = r.uniform(-.5, .3)
            seg = [x for x in xs if x0 <= x <= x0 + .45]
            if len(seg) > 3:
                low = [(x, fn(x) + .11 * math.sin(math.pi * (x - seg[0]) / (seg[-1] - seg[0])) ** 1.3) for x in reversed(seg)]
                self.newdraw()
                self.poly([(x, fn(x)) for x in seg] + low, self.land(mul(sand, (.7, .64, .66)), dep), 150)
        self.fog_band(hy + .08)
        fg = self.wavy(.78, .035, 2.8)
        self.fgfn = fg
        self.ridge(fg, self.land(mul(sand, (1.02, 1.0, .98))), self.land(mul(sand, (.74, .68, .66))))
        self.newdraw()
        for i in range(14):  # ripples
            y = .84 + .012 * i
            x = r.uniform(-.7, .6)
            self.line([(x + .03 * j, y + .006 * math.sin(j * 1.1 + i)) for j in range(7)], self.land(mul(sand, (.7, .66, .64))), .003, 80)
        if r.random() < .6:
            for _ in range(4):
                x = r.uniform(-.7, .7)
                y = fg(x) + r.uniform(.06, .15)
                self.ell(x, y, r.uniform(.012, .026), .011, self.land((126, 92, 70)))
        self.ground_objects(fg)

    def pl_sea(self):
        r = self.r
        self.reserve()
        hy = self.hy
        if r.random() < .45 and "bridge" not in self.objs:
            f = self.wavy(hy - .045, .03, 9, .012)
            cx, ww = r.uniform(-.6, .6), r.uniform(.2, .4)
            xs = [cx + ww * (i / 12 - 1) for i in range(25)]
            c = self.land((110, 124, 140), .55)
            self.poly([(x, min(hy, hy - max(0, (1 - ((x - cx) / ww) ** 2)) * (hy - f(x)) * 1.3)) for x in xs] + [(cx + ww, hy), (cx - ww, hy)], c)
        if "bridge" in self.objs:
            self.ridge(self.wavy(hy - .05, .03, 6), self.land((92, 112, 108), .5), self.haze)
            self.newdraw()
        self.water(hy, 1.0, False)
        if "bridge" in self.objs:
            self.bridge(hy + .06)
        # swell
        for i in range(4):
            u = (i + .6) / 4.6
            y = hy + (1 - hy) * u
            f = self.wavy(y, .004 + .007 * u, 16 / (1 + u))
            xs = [-.76 + 1.52 * j / 40 for j in range(41)]
            c = mix(self.haze, (255, 255, 255), .3)
            self.poly([(x, f(x)) for x in xs] + [(x, f(x) + .003 + .007 * u + .004 * math.sin(x * 21 + i)) for x in reversed(xs)], c, 46)
        self.fog_band(hy)
        head = [o for o in ("lighthouse", "house") if o in self.objs]
        self.fgfn = None
        if head:
            x = self.gx[head[0]]
            sg = 1 if x > 0 else -1
            yb = hy + r.uniform(.02, .1)
            rock = self.land((112, 104, 98) if head[0] == "lighthouse" else (104, 112, 84))
            edge = x - sg * .2
            pts = [(sg * .77, yb - .02), (x + sg * .12, yb), (x - sg * .1, yb + .005), (edge, yb + .05), (edge - sg * .03, yb + .12),
                   (edge + sg * .01, yb + .16), (edge - sg * .05, yb + .24), (edge - sg * .03, yb + .27), (sg * .77, yb + .34)]
            self.gradlayer(pts, mix(rock, self.land((120, 150, 90)), .3), mul(rock, (.55, .55, .62)), yb, yb + .3)
            self.newdraw()
            for _ in range(6):
                xx, yy = x + sg * r.uniform(-.12, .4), yb + r.uniform(.06, .2)
                self.poly([(xx, yy), (xx + .05, yy + .01), (xx + .03, yy + .04), (xx - .01, yy + .035)], mul(rock, (.75, .75, .8)), 150)
            for i in range(3):
                self.line([(edge - sg * (.1 - .02 * i), yb + .275 + .012 * i), (sg * .77, yb + .345 + .012 * i)], (255, 255, 255), .004, 110 - 30 * i)
            if head[0] == "lighthouse":
                self.lighthouse(x, yb + .02, r.uniform(.42, .52))
            else:
                self.house(x, yb + .02, r.uniform(.17, .21))
        elif r.random() < .4 and "boat" not in self.objs:
            fn = self.wavy(.91, .025, 2.6)
            self.ridge(self.wavy(.885, .02, 2.6), (255, 255, 255) if self.light == "day" else mix(self.haze, (255, 255, 255), .4), self.haze)
            sand = (236, 206, 156)
            self.ridge(fn, self.land(sand), self.land(mul(sand, (.8, .76, .74))))
            self.newdraw()
        if "boat" in self.objs:
            x = self.spot()
            if head:
                x = -math.copysign(r.uniform(.16, .3), self.gx[head[0]])
            self.boat(x, hy + r.uniform(.13, .22), r.uniform(.24, .33))

    def pl_lake(self):
        r = self.r
        self.reserve()
        hy = self.hy
        rock = r.choice([(112, 126, 150), (124, 120, 138), (100, 124, 140)])
        if r.random() < .5:
            self.peaks(hy + .04, r.randint(2, 4), .16, .3, mix(rock, (230, 236, 246), .3 if self.season == "winter" else 0), .38,
                       {"winter": .5, "spring": .3, "autumn": .25, "summer": .0}[self.season])
        else:
            self.ridge(self.wavy(hy - .1, .045, 5, .008), self.land(rock, .62), self.haze)
        g, pc, lv = self.green(r.randrange(3)), PINES[self.season], LEAVES[self.season]
        f1 = self.wavy(hy - .025, .012, 6)
        self.ridge(f1, self.land(mix(g, pc, .4), .3), self.land(mix(g, pc, .4), .2))
        self.newdraw()
        for _ in range(54):
            x = r.uniform(-.75, .75)
            kk = r.uniform(.85, 1.12)
            if self.season in ("autumn", "spring") and r.random() < .45:
                s = r.uniform(.016, .03)
                self.ell(x, f1(x) - s, s * .8, s * 1.2, self.land(mul(r.choice(lv), (kk,) * 3), .22))
            else:
                self.pine(x, f1(x) + .008, r.uniform(.05, .1), self.land(mul(pc, (kk,) * 3), .25))
        house_far = "house" in self.objs and r.random() < .5 and "flowers" not in self.objs
        if house_far:
            self.house(self.gx["house"], hy, r.uniform(.14, .17))
        if "bridge" in self.objs:
            self.bridge(hy + .005)
        self.water(hy, 1.0, True)
        self.fog_band(hy)
        need = any(o in self.objs for o in ("tree", "flowers")) or ("house" in self.objs and not house_far)
        self.fgfn = None
        if "boat" in self.objs:
            x = r.uniform(-.28, .28)
            if self.gx:
                x = -math.copysign(r.uniform(.12, .26), list(self.gx.values())[0])
            self.boat(x, hy + r.uniform(.11, .17), r.uniform(.22, .28))
        if need or r.random() < .5:
            gx = list(self.gx.values())
            sg = (1 if gx[0] > 0 else -1) if gx and not house_far else r.choice((-1, 1))
            fw = self.wavy(.86, .012, 4)
            fn = lambda x: fw(x) + (.10 * max(0, min(1, (.14 - sg * x) / .45)) if "flowers" not in self.objs else 0)
            self.fgfn = fn
            self.ridge(fn, self.land(g), self.land(mul(g, (.66, .7, .68))))
            self.newdraw()
            self.texture_grass(fn, self.land(mul(g, (.62, .68, .58))), 30)
            for _ in range(16):  # reeds
                x = r.uniform(-.75, .75)
                self.line([(x, fn(x) + .01), (x + r.uniform(-.01, .01), fn(x) - r.uniform(.02, .05))], self.land(mul(g, (.6, .66, .5))), .0035)
            saved = dict(self.objs)
            if house_far:
                self.objs.pop("house")
            self.ground_objects(fn, .95)
            self.objs = saved

    def pl_city(self):
        r = self.r
        hy = self.hy
        water = any(o in self.objs for o in ("bridge", "boat")) or r.random() < .4
        ybase = hy + .12 if water else .93
        pal = r.choice([[(96, 112, 140), (118, 126, 150), (84, 100, 128)], [(128, 112, 124), (150, 128, 130), (104, 96, 116)],
                        [(92, 122, 134), (124, 148, 152), (76, 104, 122)]])
        litp = {"night": .55, "sunset": .4, "dawn": .2, "day": 0}[self.light]
        if self.weather in ("storm", "rain", "fog", "snow"):
            litp = max(litp, .3)
        snow = self.weather == "snow"
        for k, (dep, hmin, hmax, wmin, wmax) in enumerate(((.62, .2, .42, .05, .1), (.34, .16, .44, .06, .12), (.06, .10, .36, .07, .14))):
            x = -.78
            yb = ybase
            while x < .78:
                w = r.uniform(wmin, wmax)
                ht = r.uniform(hmin, hmax) * (1.05 - .35 * min(1, abs(x + .1) / .8))
                if k == 2 and not water:
                    ht *= 1.15
                c = self.land(r.choice(pal), dep)
                top = yb - ht - (.1 if not water else 0) * (k < 2)
                self.rect(x, top, x + w, yb + .005, c)
                self.rect(x + w * .7, top, x + w, yb + .005, mul(c, (.86, .86, .89)))
                u = r.random()
                if u < .18:
                    self.poly([(x, top), (x + w / 2, top - w * .8), (x + w, top)], c)
                elif u < .34:
                    self.rect(x + w * .2, top - .03, x + w * .8, top, c)
                    self.line([(x + w / 2, top - .03), (x + w / 2, top - .09)], c, .004)
                elif u < .44:
                    self.poly([(x, top), (x + w, top - w * .6), (x + w, top)], c)
                elif snow:
                    self.rect(x - .003, top - .012, x + w + .003, top, self.land((244, 248, 255), dep * .7))
                if k > 0:
                    wc = (255, 214, 120) if k == 2 else mix((255, 210, 120), self.haze, .25)
                    dk = mul(c, (.74, .76, .82)) if self.light != "day" else mix(c, (225, 240, 250), .3)
                    cols = max(2, int(w / .026))
                    rows = int((yb - top - .02) / .036)
                    for i in range(cols):
                        for j in range(rows):
                            lit = r.random() < litp
                            if not lit and (i + j) % 2 and k == 1:
                                continue
                            wx = x + w * (i + .28) / cols
                            wy = top + .02 + j * .036
                            self.rect(wx, wy, wx + w * .42 / cols, wy + .017, wc if lit else dk)
                x += w * r.uniform(.95, 1.25) if k else w * .9
            if k < 2:
                self.fog_band(ybase - .1)
        self.fgfn = None
        if water:
            self.rect(-.76, ybase, .76, ybase + .02, self.land((90, 92, 98)))
            yb = ybase + .018
            self.water(yb, 1.0, True)
            if "bridge" in self.objs:
                self.bridge(yb + .08)
            if "boat" in self.objs:
                self.boat(r.uniform(-.26, .26), yb + r.uniform(.14, .18), r.uniform(.22, .27))
        else:
            c = self.land((78, 84, 92))
            self.rect(-.76, .925, .76, 1.01, c if not snow else self.land((232, 238, 246)))
            for _ in range(16):
                x, s = r.uniform(-.75, .75), r.uniform(.022, .04)
                self.rect(x - .003, .9, x + .003, .935, self.land((70, 54, 46)))
                self.ell(x, .895, s, s, self.land((58, 108, 66) if not snow else (214, 226, 236)))

    # ------------------------------------------------------------ weather over everything
    def fog_band(self, y):
        if self.weather != "fog":
            return
        for i in range(3):
            x = self.r.uniform(-.6, .6)
            self.ell(x, y + self.r.uniform(-.04, .05), self.r.uniform(.4, .8), self.r.uniform(.02, .05), self.haze, 70)

    def overlay(self):
        r, wt = self.r, self.weather
        if wt == "rain" or (wt == "storm" and r.random() < .45):
            c = (214, 226, 240) if self.light != "night" else (150, 168, 205)
            sl = r.uniform(-.28, -.1)
            n = 150 if wt == "rain" else 90
            for _ in range(n):
                x, y, l = r.uniform(-.8, .85), r.uniform(-.05, 1), r.uniform(.035, .085)
                self.line([(x, y), (x + sl * l, y + l)], c, .0026, 120 if wt == "rain" else 80)
        elif wt == "snow":
            for _ in range(190):
                q = r.random() ** 2
                s = .0035 + .0085 * q
                self.ell(r.uniform(-.76, .76), r.uniform(0, 1), s, s, (255, 255, 255), 235 - 90 * q)

    def paint(self):
        self.horizon = {"mountains": .60, "sea": .56, "desert": .58, "meadow": .55, "forest": .56, "city": .60, "lake": .55}[self.place] \
            + self.r.uniform(-.04, .04)
        self.sky()
        self.paint_place()
        if "flowers" in self.objs:
            y0 = min(self.fgfn(x) for x in (-.5, -.25, 0, .25, .5)) if callable(self.fgfn) else .8
            self.flowers(y0 + .02)
        self.overlay()
        im = self.im.reduce(self.ss) if self.ss > 1 else self.im
        a = np.asarray(im, np.float32)
        h, w = a.shape[:2]
        if wt_fog := self.weather == "fog":
            y = np.arange(h, dtype=np.float32) / h
            t = self.r.choice(TILES)
            ox = self.r.uniform(0, 80)
            n = np.asarray(t.resize((w, h), Image.BICUBIC, box=(ox + 64 * (1 - w / h / 1.5), 0, ox + 64 * (1 + w / h / 1.5), 200)), np.float32) / 255
            k = np.exp(-((y - self.hy - .06) / .26) ** 2)[:, None] * (.34 + .32 * n)
            a = a + (np.array(self.haze, np.float32) - a) * k[..., None]
        # paper grain and a slight vignette
        oy, ox = self.r.randrange(1024 - h), self.r.randrange(1024 - w)
        a = a + (GRAIN[oy:oy + h, ox:ox + w] * 2.2)[..., None]
        yy = (np.arange(h, dtype=np.float32) / h - .5)[:, None]
        xx = ((np.arange(w, dtype=np.float32) - w / 2) / h)[None, :]
        a *= (1.03 - .17 * (yy * yy + xx * xx * .6))[..., None]
        return Image.fromarray(np.clip(a, 0, 255).astype(np.uint8))


def paint(scene, h=426, wu=640 / 426, ss=2):
    return Painter(scene, h, wu, ss).paint()


def sheet(pics, cols, path, tw=320):
    th = round(tw * 426 / 640)
    rows = (len(pics) + cols - 1) // cols
    im = Image.new("RGB", (cols * (tw + 6), rows * (th + 6)), (24, 24, 28))
    for i, p in enumerate(pics):
        im.paste(p.resize((tw, th), Image.LANCZOS), ((i % cols) * (tw + 6) + 3, (i // cols) * (th + 6) + 3))
    im.save(path)


if __name__ == "__main__":
    import sys, time
    rng = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    sc = [sample_scene(rng) for _ in range(30)]
    t = time.time()
    pics = [paint(s) for s in sc]
    print("full ms", (time.time() - t) / 30 * 1000)
    sheet(pics, 5, "sheet.png")
    sc = [sample_scene(rng) for _ in range(300)]
    t = time.time()
    for s in sc:
        paint(s, 112, 132 / 112)
    print("small ms", (time.time() - t) / 300 * 1000)
